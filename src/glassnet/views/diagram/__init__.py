"""The network as SVG: units, links, every weight and bias."""
