"""The two trainings of a PyTorch script: by PyTorch's own layers, and by the equations."""

from glassnet.locales import _
from glassnet.views.numpy_script.functions import STEP, UPDATE
from glassnet.views.numpy_script.loop import SHOWN
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, filled, listed
from glassnet.views.torch_script.calls import Calls
from glassnet.views.torch_script.functions import update_inputs


def measured_slopes(calls: Calls) -> str:
    """The function that measures the slopes of the model by small changes; else ""."""
    if not calls.story.numeric:
        return ""
    doc = _("Gives each parameter the slope that small changes measure, as the training did.")
    keep, again = "", ""
    if calls.story.network.has_dropout:
        said = _("so that all losses of a batch have the same dropout masks")
        keep = f"    masks = torch.get_rng_state()  # {said}\n"
        again = "        torch.set_rng_state(masks)\n"
    return _SLOPES.format(doc=doc, keep=keep, again=again, loss=calls.loss_of("rows"))


_SLOPES = '''def measure_slopes(rows):
    """{doc}"""
{keep}
    def loss_now():
{again}        return {loss}

    with torch.no_grad():
        before = loss_now()
        for parameter in parameters.values():
            parameter.grad = torch.empty_like(parameter)
            for place in np.ndindex(tuple(parameter.shape)):
                value = parameter[place].clone()
                parameter[place] += delta
                parameter.grad[place] = (loss_now() - before) / delta
                parameter[place] = value
    return before'''


def train_model(calls: Calls) -> str:
    """The training by PyTorch's own layers."""
    story = calls.story
    counted = not calls.own_optimizer or story.broken_off
    lines = ["done = 0"] if counted else []
    lines += ["memory = zeros"] if calls.memory() and not calls.own_optimizer else []
    lines += _epoch(story)
    if len(set(story.rates)) > 1 and calls.own_optimizer:
        lines += ["    for group in optimizer.param_groups:", '        group["lr"] = lr']
    lines += ["    total = 0.0", "    for rows in batches(epoch):", *_slopes(calls)]
    if calls.own_optimizer:
        lines += [*_clipping(story), "        optimizer.step()"]
    else:
        lines += _written_out(calls)
    lines.append("        total += float(error.detach()) * len(rows)")
    lines += ["        done += 1"] if counted else []
    return "\n".join([*lines, *_broken_off(story), *_after_epoch(story)])


def _epoch(story: Story) -> list[str]:
    """The head of a loop over epochs."""
    lines = [f"for epoch in range({story.epochs}):"]
    return [*lines, "    lr = rates[epoch]"] if len(set(story.rates)) > 1 else lines


def _slopes(calls: Calls) -> list[str]:
    """The loss of a batch and its slopes."""
    if calls.story.numeric:
        return ["        error = measure_slopes(rows)"]
    return [
        f"        {'optimizer' if calls.own_optimizer else 'model'}.zero_grad()",
        f"        error = {calls.loss_of('rows')}",
        "        error.backward()",
    ]


def _clipping(story: Story) -> list[str]:
    """PyTorch's own limits on gradients."""
    clip = story.settings.clip
    limits = {} if clip is None else {"norm": clip.norm, "value": clip.value}
    return [
        f"        nn.utils.clip_grad_{name}_(model.parameters(), {limit!r})"
        for name, limit in limits.items()
        if limit is not None
    ]


def _written_out(calls: Calls) -> list[str]:
    """The update of the model by the rows of the equations."""
    places, args = calls.twin.places, calls.scalars("done + 1")
    for name in update_inputs(calls.story.derivation()):
        value = f"{places[name]}.detach()" if name in places else ""
        if name.startswith("d") and name[1:] in places:
            value = f"{places[name[1:]]}.grad"
        if value:
            args.append(f"{name}={calls.twin.fitted(value, name.removeprefix('d'))}")
    fitted = calls.twin.fitted('new[f"{name}_new"]', "parameter")
    memory = ["**memory"] if calls.story.state() else []
    lines = [
        listed(f"new = {UPDATE}(", [*args, *memory], ")", 8),
        "        with torch.no_grad():",
        "            for name, parameter in parameters.items():",
        f"                parameter.copy_({fitted})",
    ]
    if calls.story.state():
        lines.append('        memory = {name: new[f"{name}_new"] for name in memory}')
    return lines


def _broken_off(story: Story) -> list[str]:
    """The end within an epoch, if the run ended there."""
    if not story.broken_off:
        return []
    return [f"        if done == {story.steps}:", "            break"]


def _after_epoch(story: Story) -> list[str]:
    """What is printed after an epoch, and the return to the best one."""
    lines = []
    if story.best_epoch is not None:
        lines += [f"    if epoch + 1 == {story.best_epoch}:"]
        lines += ["        best = copy.deepcopy(model.state_dict())"]
    last, every = story.epochs - 1, max(1, story.epochs // SHOWN)
    shown = ["epoch == 0", f"(epoch + 1) % {every} == 0"]
    shown += [f"epoch == {last}"] if story.epochs % every else []
    when = " or ".join(shown) if every > 1 else ""
    if story.broken_off:
        # the mean loss of an epoch that was broken off would say nothing
        when = f"epoch < {last} and ({when})" if when else f"epoch < {last}"
    said = _("epoch {epoch}   loss {loss}").format(
        epoch="{epoch + 1:>6}", loss="{total / len(X):.6g}"
    )
    show = f'print(f"{said}")'
    lines += [f"    if {when}:", f"        {show}"] if when else [f"    {show}"]
    if story.best_epoch is not None:
        lines += ["", comment(_("Early stopping goes back to the best epoch."))]
        lines.append("model.load_state_dict(best)")
    return lines


def train_equations(calls: Calls) -> str:
    """The training by the equations."""
    story = calls.story
    lines = [filled("state = {", ["**start", *calls.memory()], "}"), "done = 0", *_epoch(story)]
    lines.append("    for rows in batches(epoch):")
    given = ["**examples(rows)", *(["**masks(done, rows)"] if story.network.has_dropout else [])]
    if story.numeric:
        lines += [
            listed("given = dict(", given, ")", 8),
            "        params = {name: state[name] for name in start}",
        ]
        given = ["**given", "**numeric_gradients(given, params)"]
    lines += [
        listed(f"values = {STEP}(", [*given, *calls.scalars("done + 1"), "**state"], ")", 8),
        '        state = {name: values[f"{name}_new"] for name in state}',
        "        done += 1",
        *_broken_off(story),
    ]
    if story.best_epoch is not None:
        lines += [f"    if epoch + 1 == {story.best_epoch}:", "        best = state"]
        lines += ["state = best"]
    return "\n".join([*lines, "params = {name: state[name] for name in start}"])
