"""The five tutorials, replayed: their numbers beside ours."""
