package cinema.orchestrator.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import cinema.platform.outbound.ForbiddenUrlException;
import cinema.platform.outbound.OutboundClients;
import cinema.platform.outbound.ServiceEntry;
import cinema.platform.outbound.ServiceUrl;
import io.temporal.failure.ApplicationFailure;
import jakarta.annotation.PreDestroy;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Asks services by name; dials nothing that is not configured, follows nothing, and reads
 * no more and no longer than it may.
 */
@Component
public class ContextClient {

	private final ContextProperties properties;

	private final CloseableHttpClient http;

	private final ScheduledExecutorService deadlines = Executors
		.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("context-deadlines-"));

	ContextClient(ContextProperties properties) {
		this.properties = properties;
		this.http = OutboundClients.client(properties.connectTimeout(), properties.readTimeout(), 64, 128,
				properties.neverDialled());
	}

	/**
	 * Fetches one JSON document.
	 * @param url with the name of a service for its host
	 * @throws ApplicationFailure never to be tried again: {@code URL_FORBIDDEN},
	 * {@code CONTEXT_REFUSED} (4xx, redirect), {@code CONTEXT_INVALID} (no JSON),
	 * {@code CONTEXT_TOO_LARGE}
	 * @throws RuntimeException trouble that may pass
	 */
	public JsonNode fetch(String url) {
		ServiceUrl parsed = parse(url);
		ServiceEntry service = service(parsed);
		HttpGet request = new HttpGet(URI.create(service.base() + parsed.pathAndQuery()));
		request.setHeader(HttpHeaders.ACCEPT, "application/json");
		if (service.token() != null) {
			request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + service.token());
		}
		return json(parsed.service(), bytes(parsed.service(), request));
	}

	/**
	 * Whether a URL could be fetched, as far as that can be told without asking.
	 * @throws ApplicationFailure {@code URL_FORBIDDEN}, with the reason
	 */
	public void requireKnown(String url) {
		service(parse(url));
	}

	/** The services that may be asked, and where each is. */
	public Map<String, String> services() {
		Map<String, String> places = new TreeMap<>();
		this.properties.services()
			.forEach((name, service) -> places.put(name, service.url().getScheme() + "://" + service.url().getHost()
					+ ((service.url().getPort() >= 0) ? ":" + service.url().getPort() : "")));
		return places;
	}

	/**
	 * Asks a service for nothing in particular, as nobody in particular.
	 * @return the status of its answer
	 * @throws RuntimeException when there is none, or one that says that it cannot answer
	 */
	public int touch(String service) {
		ServiceEntry entry = Objects.requireNonNull(this.properties.services().get(service));
		HttpHead request = new HttpHead(entry.url());
		Future<?> deadline = cancelLater(request);
		try (ClassicHttpResponse response = this.http.executeOpen(null, request, null)) {
			Assert.state(response.getCode() < 500, "it answers " + response.getCode());
			return response.getCode();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			deadline.cancel(false);
		}
	}

	/**
	 * Whether that is a link for people, which is never asked: https, and its host has a
	 * dot and is no service of ours.
	 */
	boolean isPublicLink(String url) {
		try {
			URI uri = new URI(url.strip());
			String host = uri.getHost();
			return "https".equalsIgnoreCase(uri.getScheme()) && host != null && host.indexOf('.') > 0
					&& uri.getRawUserInfo() == null && !this.properties.services().containsKey(host);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static ServiceUrl parse(String url) {
		try {
			return ServiceUrl.parse(url);
		}
		catch (ForbiddenUrlException ex) {
			throw forbidden(ex);
		}
	}

	private ServiceEntry service(ServiceUrl parsed) {
		try {
			return parsed.among(this.properties.services(), "cinema.context.services");
		}
		catch (ForbiddenUrlException ex) {
			throw forbidden(ex);
		}
	}

	private static ApplicationFailure forbidden(ForbiddenUrlException reason) {
		return hopeless("URL_FORBIDDEN", "url: " + reason.getMessage());
	}

	private byte[] bytes(String service, HttpGet request) {
		Future<?> deadline = cancelLater(request);
		try (ClassicHttpResponse response = this.http.executeOpen(null, request, null)) {
			return readOrCancel(service, request, response);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(service + " did not answer", ex);
		}
		finally {
			deadline.cancel(false);
		}
	}

	/** A time-out for each read alone would let a trickle go on for ever. */
	private Future<?> cancelLater(HttpUriRequestBase request) {
		return this.deadlines.schedule(request::cancel, this.properties.deadline().toMillis(), TimeUnit.MILLISECONDS);
	}

	private byte[] readOrCancel(String service, HttpGet request, ClassicHttpResponse response) throws IOException {
		try {
			return read(service, response);
		}
		catch (RuntimeException ex) {
			request.cancel(); // closing alone would read the rest first, however much it
								// is
			throw ex;
		}
	}

	/** Nobody is followed to another place; its path helps to mend the URL. */
	private static String whereTo(ClassicHttpResponse response) {
		Header location = response.getFirstHeader("Location");
		String path = (location != null) ? location.getValue().replaceAll("(?i)^[a-z]+://[^/?#]*|[?#].*", "") : "";
		return path.isEmpty() ? "" : ", to " + path.substring(0, Math.min(200, path.length()));
	}

	private byte[] read(String service, ClassicHttpResponse response) throws IOException {
		int status = response.getCode();
		Assert.state(status < 500 && status != 408 && status != 425 && status != 429, service + " answered " + status);
		if (status != 200 || response.getEntity() == null) {
			throw ApplicationFailure.newNonRetryableFailure(service + " answered " + status + whereTo(response),
					"CONTEXT_REFUSED", status);
		}
		int most = Math.toIntExact(this.properties.maxSize().toBytes());
		byte[] body = response.getEntity().getContent().readNBytes(most + 1);
		if (body.length > most) {
			throw hopeless("CONTEXT_TOO_LARGE", service + " answered more than " + this.properties.maxSize());
		}
		return body;
	}

	private JsonNode json(String service, byte[] body) {
		try {
			JsonNode node = JsonMapper.shared().readTree(body);
			if (!node.isMissingNode()) {
				return node;
			}
		}
		catch (JacksonException ex) {
			throw hopeless("CONTEXT_INVALID", service + " answered something else than JSON");
		}
		throw hopeless("CONTEXT_INVALID", service + " answered nothing");
	}

	private static ApplicationFailure hopeless(String type, String message) {
		return ApplicationFailure.newNonRetryableFailure(message, type);
	}

	@PreDestroy
	void close() {
		this.deadlines.shutdownNow();
		this.http.close(CloseMode.GRACEFUL);
	}

}
