"""The forward pass as an ONNX file."""
