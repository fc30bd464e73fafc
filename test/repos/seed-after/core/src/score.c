int score(void) { return 0; }
