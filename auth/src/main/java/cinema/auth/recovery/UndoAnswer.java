package cinema.auth.recovery;

/**
 * The way on for whoever has the address back.
 *
 * @param resetCode what sets a new password: the old one is void, because a thief knows
 * it
 */
record UndoAnswer(String resetCode) {

	/** Without the code. */
	@Override
	public String toString() {
		return "UndoAnswer";
	}

}
