package cinema.orchestrator.context;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;

import cinema.orchestrator.context.ContextProperties.ServiceEntry;
import io.temporal.failure.ApplicationFailure;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Asks services by name; dials nothing that is not configured, follows nothing, and reads
 * no more than it may.
 */
@Component
public class ContextClient {

	private final ContextProperties properties;

	private final Clock clock;

	private final RestClient rest;

	private final JsonMapper json = JsonMapper.builder().build();

	ContextClient(ContextProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
		this.rest = RestClient.builder().requestFactory(new HttpComponentsClientHttpRequestFactory(client())).build();
	}

	private CloseableHttpClient client() {
		ConnectionConfig connection = ConnectionConfig.custom()
			.setConnectTimeout(timeout(this.properties.connectTimeout().toMillis()))
			.setSocketTimeout(timeout(this.properties.readTimeout().toMillis()))
			.build();
		RequestConfig request = RequestConfig.custom()
			.setResponseTimeout(timeout(this.properties.readTimeout().toMillis()))
			.setConnectionRequestTimeout(timeout(this.properties.readTimeout().toMillis()))
			.build();
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDefaultConnectionConfig(connection)
				.setMaxConnPerRoute(64)
				.setMaxConnTotal(128)
				.build())
			.setDefaultRequestConfig(request)
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.build();
	}

	private static Timeout timeout(long millis) {
		return Timeout.ofMilliseconds(millis);
	}

	/**
	 * Fetches one JSON document.
	 * @param url with the name of a service for its host
	 * @throws ApplicationFailure never to be tried again: {@code URL_FORBIDDEN},
	 * {@code CONTEXT_REFUSED} (4xx, redirect), {@code CONTEXT_INVALID} (no JSON),
	 * {@code CONTEXT_TOO_LARGE}
	 * @throws org.springframework.web.client.RestClientException trouble that may pass
	 */
	public JsonNode fetch(String url) {
		ServiceUrl parsed = ServiceUrl.parse(url);
		ServiceEntry service = this.properties.services().get(parsed.service());
		if (service == null) {
			throw ServiceUrl.forbidden("no service of that name is configured under cinema.context.services");
		}
		String base = service.url().toString();
		URI target = URI
			.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + parsed.pathAndQuery());
		return this.rest.get().uri(target).accept(MediaType.APPLICATION_JSON).headers((headers) -> {
			if (service.token() != null) {
				headers.setBearerAuth(service.token());
			}
		}).exchangeForRequiredValue((request, response) -> read(parsed.service(), response));
	}

	private JsonNode read(String service, ClientHttpResponse response) throws IOException {
		HttpStatusCode status = response.getStatusCode();
		boolean mayPass = status.is5xxServerError() || status.value() == 401 || status.value() == 403
				|| status.value() == 408 || status.value() == 425 || status.value() == 429;
		if (mayPass) {
			throw new IllegalStateException(service + " answered " + status.value());
		}
		if (status.value() != 200) {
			throw hopeless("CONTEXT_REFUSED", service + " answered " + status.value());
		}
		try {
			return this.json.readTree(bytes(service, response.getBody()));
		}
		catch (JacksonException ex) {
			throw hopeless("CONTEXT_INVALID", service + " answered something else than JSON");
		}
	}

	private byte[] bytes(String service, InputStream body) throws IOException {
		Instant deadline = this.clock.instant().plus(this.properties.deadline());
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
			read.write(buffer, 0, count);
			if (read.size() > this.properties.maxSize().toBytes()) {
				throw hopeless("CONTEXT_TOO_LARGE", service + " answered more than " + this.properties.maxSize());
			}
			if (this.clock.instant().isAfter(deadline)) {
				throw new IllegalStateException(service + " did not end its answer in " + this.properties.deadline());
			}
		}
		return read.toByteArray();
	}

	private static ApplicationFailure hopeless(String type, String message) {
		return ApplicationFailure.newNonRetryableFailure(message, type);
	}

}
