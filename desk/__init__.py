"""One errand a function, for whoever asks: a page, a command, the demonstration, a test."""
