package cinema.auth.authorization;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import cinema.auth.token.TokenProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** The clients of the configuration: the same on every instance, and in no table. */
@Component
class ConfiguredClients implements RegisteredClientRepository {

	private final Map<String, RegisteredClient> clients;

	ConfiguredClients(AuthorizationProperties properties, TokenProperties tokens, PasswordEncoder passwords) {
		this.clients = properties.clients()
			.entrySet()
			.stream()
			.map((one) -> client(one.getKey(), one.getValue(), tokens, passwords))
			.collect(Collectors.toUnmodifiableMap(RegisteredClient::getClientId, (one) -> one));
	}

	private static RegisteredClient client(String id, AuthorizationProperties.Client client, TokenProperties tokens,
			PasswordEncoder passwords) {
		RegisteredClient.Builder builder = RegisteredClient.withId(id)
			.clientId(id)
			.scopes((scopes) -> scopes.addAll(client.scopes()))
			.clientSettings(ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
			.tokenSettings(TokenSettings.builder()
				.accessTokenTimeToLive(tokens.accessLifetime())
				.idTokenSignatureAlgorithm(SignatureAlgorithm.ES256)
				.build());
		if (client.secret() != null) {
			builder.clientSecret(Objects.requireNonNull(passwords.encode(client.secret())))
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
		}
		else {
			builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
		}
		if (client.redirectUris().isEmpty()) {
			builder.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
		}
		else {
			builder.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				.redirectUris((uris) -> uris.addAll(client.redirectUris()))
				.postLogoutRedirectUris((uris) -> uris.addAll(client.postLogoutRedirectUris()));
		}
		return builder.build();
	}

	@Override
	public void save(RegisteredClient client) {
		throw new UnsupportedOperationException("clients are configured");
	}

	@Override
	public @Nullable RegisteredClient findById(String id) {
		return this.clients.get(id);
	}

	@Override
	public @Nullable RegisteredClient findByClientId(String clientId) {
		return this.clients.get(clientId);
	}

}
