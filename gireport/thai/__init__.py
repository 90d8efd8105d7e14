"""What Thai needs and no library gives: digits, numbers, years, dates, words and line breaks."""
