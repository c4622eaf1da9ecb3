"""What all drawings share: the frame, colours, widths of texts, the example that is shown."""
