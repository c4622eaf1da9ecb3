"""The atoms in ONNX: each as the operators of opset 18 that mean what NumPy means by it.

All of these operators have kernels for float64 in onnxruntime, which many others have not, or
only with float32 inside. So an expression over the atoms runs there in double precision.
"""

# The form of `onnx_text`; operands are a, b, c.
ATOMS_IN_ONNX: dict[str, str] = {
    "add": "y = Add(a, b)",
    "sub": "y = Sub(a, b)",
    "mul": "y = Mul(a, b)",
    "div": "y = Div(a, b)",
    "neg": "y = Neg(a)",
    "pow": "y = Pow(a, b)",
    "square": "y = Mul(a, a)",
    "exp": "y = Exp(a)",
    # ONNX has neither expm1 nor log1p. With e = exp(a) as rounded, (e - 1) * a / log(e) is e^a - 1
    # within a few roundings, because the error of e cancels (Higham, "Accuracy and stability of
    # numerical algorithms", 2002, section 1.14.1); log1p is W. Kahan's form of the same idea.
    # NOTE: far from 0 the quotient could be inf/inf, and nothing cancels there: the plain form.
    "expm1": """
        e = Exp(a)
        plain = Sub(e, 1)
        back = Log(e)
        ratio = Div(a, back)
        exact = Mul(plain, ratio)
        tiny = Equal(e, 1)
        near = Where(tiny, a, exact)
        size = Abs(a)
        small = Less(size, 1)
        y = Where(small, near, plain)
    """,
    "log": "y = Log(a)",
    "log1p": """
        u = Add(a, 1)
        plain = Log(u)
        back = Sub(u, 1)
        ratio = Div(a, back)
        exact = Mul(plain, ratio)
        tiny = Equal(u, 1)
        near = Where(tiny, a, exact)
        large = Greater(a, 1)
        y = Where(large, plain, near)
    """,
    "tanh": "y = Tanh(a)",
    "sqrt": "y = Sqrt(a)",
    "abs": "y = Abs(a)",
    "sign": "y = Sign(a)",
    "max": "y = Max(a, b)",
    "min": "y = Min(a, b)",
    "gt": "y = Greater(a, b)",
    "ge": "y = GreaterOrEqual(a, b)",
    "lt": "y = Less(a, b)",
    "le": "y = LessOrEqual(a, b)",
    "where": "y = Where(a, b, c)",
    "sum": "y = ReduceSum(a, keepdims=0)",
}
OPERANDS = ("a", "b", "c")
