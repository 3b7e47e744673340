"""A year told as a document: given rows, gives values, HTML and PDF; knows no session and no request."""
