"""Tutorial 3: a line, several lines, three error functions, and errors sent backwards."""
