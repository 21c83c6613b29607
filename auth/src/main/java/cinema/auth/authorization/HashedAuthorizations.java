package cinema.auth.authorization;

import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.token.Secrets;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps hashes of codes and tokens instead of themselves: whoever reads the table can use
 * none of them. What is found has the value again by which it was found, and no other.
 */
class HashedAuthorizations implements OAuth2AuthorizationService {

	/** Tells what is hashed already: it may be saved a second time. */
	private static final String MARK = "sha256:";

	private static final OAuth2TokenType STATE = new OAuth2TokenType("state");

	private final OAuth2AuthorizationService stored;

	private final UserRepository users;

	private final TransactionTemplate transactions;

	HashedAuthorizations(OAuth2AuthorizationService stored, UserRepository users, TransactionTemplate transactions) {
		this.stored = stored;
		this.users = users;
		this.transactions = transactions;
	}

	/**
	 * Nothing is granted for somebody who has gone, and nothing anew for whom all was
	 * ended while a token was made.
	 */
	@Override
	public void save(OAuth2Authorization authorization) {
		OAuth2Authorization hashed = map(authorization, (value) -> value.startsWith(MARK) ? value : hash(value));
		if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(authorization.getAuthorizationGrantType())) {
			this.stored.save(hashed);
			return;
		}
		this.transactions.executeWithoutResult((transaction) -> {
			boolean isIn = this.users.lock(UUID.fromString(authorization.getPrincipalName()))
				.filter(User::isActive)
				.isPresent();
			boolean isNew = authorization.getAccessToken() == null;
			if (!isIn || (!isNew && this.stored.findById(authorization.getId()) == null)) {
				throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
			}
			this.stored.save(hashed);
		});
	}

	@Override
	public void remove(OAuth2Authorization authorization) {
		this.stored.remove(authorization);
	}

	@Override
	public @Nullable OAuth2Authorization findById(String id) {
		return this.stored.findById(id);
	}

	@Override
	public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
		if (type != null && STATE.equals(type)) {
			return this.stored.findByToken(token, type);
		}
		String hash = hash(token);
		OAuth2Authorization found = this.stored.findByToken(hash, type);
		return (found != null) ? map(found, (value) -> value.equals(hash) ? token : value) : null;
	}

	private static String hash(String value) {
		return MARK + Secrets.hash(value);
	}

	private static OAuth2Authorization map(OAuth2Authorization one, UnaryOperator<String> value) {
		OAuth2Authorization.Builder copy = OAuth2Authorization.from(one);
		replace(one, copy, OAuth2AuthorizationCode.class,
				(code) -> new OAuth2AuthorizationCode(value.apply(code.getTokenValue()),
						Objects.requireNonNull(code.getIssuedAt()), Objects.requireNonNull(code.getExpiresAt())));
		replace(one, copy, OAuth2AccessToken.class, (access) -> new OAuth2AccessToken(access.getTokenType(),
				value.apply(access.getTokenValue()), access.getIssuedAt(), access.getExpiresAt(), access.getScopes()));
		replace(one, copy, OidcIdToken.class, (id) -> new OidcIdToken(value.apply(id.getTokenValue()), id.getIssuedAt(),
				id.getExpiresAt(), id.getClaims()));
		replace(one, copy, OAuth2RefreshToken.class,
				(refresh) -> new OAuth2RefreshToken(value.apply(refresh.getTokenValue()), refresh.getIssuedAt(),
						refresh.getExpiresAt()));
		return copy.build();
	}

	private static <T extends OAuth2Token> void replace(OAuth2Authorization one, OAuth2Authorization.Builder copy,
			Class<T> type, UnaryOperator<T> change) {
		OAuth2Authorization.Token<T> token = one.getToken(type);
		if (token != null) {
			copy.token(change.apply(token.getToken()), (metadata) -> metadata.putAll(token.getMetadata()));
		}
	}

}
