package cinema.auth.social;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import cinema.auth.token.TokenProperties;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;

/**
 * The providers of the configuration. What a provider says of itself is asked when
 * somebody needs it first: a provider that is away stops nobody else, and no start.
 */
@Component
class Providers {

	private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

	private final SocialProperties properties;

	private final TokenProperties tokens;

	Providers(SocialProperties properties, TokenProperties tokens) {
		this.properties = properties;
		this.tokens = tokens;
	}

	/** Empty for a name that is not configured; trouble of the provider is thrown. */
	Optional<ClientRegistration> find(String service) {
		SocialProperties.Provider provider = this.properties.services().get(service);
		return (provider != null) ? Optional.of(this.known.computeIfAbsent(service, (name) -> ask(name, provider)))
				: Optional.empty();
	}

	private ClientRegistration ask(String name, SocialProperties.Provider provider) {
		String back = (provider.redirectUri() != null) ? provider.redirectUri().toString()
				: this.tokens.issuer().replaceAll("/+$", "") + "/api/v1/social-auth/" + name;
		return ClientRegistrations.fromIssuerLocation(provider.issuer().toString())
			.registrationId(name)
			.clientId(provider.clientId())
			.clientSecret(provider.clientSecret())
			.scope(provider.scopes())
			.redirectUri(back)
			.build();
	}

}
