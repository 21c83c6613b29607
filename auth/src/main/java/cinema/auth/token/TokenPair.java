package cinema.auth.token;

/**
 * What a sign-in answers.
 *
 * @param expiresIn the life of the access token, in seconds
 */
public record TokenPair(String accessToken, String refreshToken, String tokenType, long expiresIn) {

	/** Without the tokens. */
	@Override
	public String toString() {
		return "TokenPair";
	}

}
