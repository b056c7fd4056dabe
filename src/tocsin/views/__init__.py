"""What people see of records: the first screen in plain words, the terminal view, the HTML page, lines of JSON."""
