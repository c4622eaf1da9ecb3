"""The computation graph as SVG: values forward, slopes backward, one number's paths lit."""
