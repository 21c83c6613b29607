package cinema.worker.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import cinema.platform.outbound.ForbiddenUrlException;
import cinema.platform.outbound.OutboundClients;
import cinema.platform.outbound.ServiceEntry;
import cinema.platform.outbound.ServiceUrl;
import cinema.worker.channel.ChannelStanding;
import cinema.worker.channel.HttpAnswer;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Asks services for files, and writes them to disk while they come. After a handful of
 * failures in a row a service is asked once in a while.
 */
@Component
class FileFetcher {

	/** In a row, and then letters wait. */
	private static final int FAILURES = 5;

	/**
	 * What may be otherwise at the next try: time-outs and bounds of the service, and its
	 * idea of who we are.
	 */
	private static final Set<Integer> PASSING = Set.of(401, 403, 407, 408, 425, 429);

	private final Map<String, ChannelStanding> standings;

	private final AttachmentProperties properties;

	private final ServicePaces paces;

	private final FileFolder folder;

	private final MeterRegistry meters;

	private final Clock clock;

	private final CloseableHttpClient http;

	private volatile boolean stopping;

	private final ScheduledExecutorService deadlines = Executors
		.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("file-deadlines-"));

	FileFetcher(AttachmentProperties properties, ServicePaces paces, FileFolder folder, MeterRegistry meters,
			Clock clock) {
		this.properties = properties;
		this.paces = paces;
		this.folder = folder;
		this.meters = meters;
		this.clock = clock;
		this.standings = properties.services()
			.keySet()
			.stream()
			.collect(Collectors.toMap((name) -> name,
					(name) -> new ChannelStanding("files of " + name, FAILURES, clock)));
		this.standings.forEach((name, standing) -> {
			for (Urgency urgency : Urgency.values()) {
				Gauge.builder("cinema.attachments.away", () -> standing.isRefused(urgency) ? 1 : 0)
					.description("1 while a service gives no files again and again, and one letter at a time tries it")
					.tags("service", name, "urgency", urgency.toString())
					.register(meters);
			}
		});
		this.http = OutboundClients.client(properties.connectTimeout(), properties.readTimeout(),
				properties.connections(), properties.connections() * Math.max(2, properties.services().size()),
				properties.neverDialled());
	}

	/**
	 * Whether a file may be asked for, without asking. Orchestrators take no other, so
	 * what may not is a setting of this worker that is behind theirs, and waits for it.
	 * @throws FileTroubleException when it may not
	 */
	void check(Attachment file) throws FileTroubleException {
		if (!this.properties.types().contains(file.type().toLowerCase(Locale.ROOT))) {
			throw FileTroubleException.forNow("files of the type " + file.type() + " are not allowed here", null);
		}
		service(file);
	}

	private Place service(Attachment file) throws FileTroubleException {
		if (this.properties.services().isEmpty()) {
			throw FileTroubleException
				.forNow("this worker sends no files: " + AttachmentProperties.SERVICES + " names no service", null);
		}
		try {
			ServiceUrl url = ServiceUrl.parse(file.url());
			ServiceEntry entry = url.among(this.properties.services(), AttachmentProperties.SERVICES);
			return new Place(url.service(), entry, URI.create(entry.base() + url.pathAndQuery()));
		}
		catch (ForbiddenUrlException ex) {
			throw FileTroubleException.forNow("url: " + ex.getMessage(), null);
		}
	}

	/**
	 * Fetches a file.
	 * @param etag of what is there already, or null
	 * @return null when that is still what the service has
	 * @throws FileTroubleException when there is none
	 */
	@Nullable FetchedFile fetch(Attachment file, FetchTerms terms, @Nullable String etag)
			throws FileTroubleException, InterruptedException {
		Place place = service(file);
		try (ServicePace.Turn turn = this.paces.enter(place.service(), terms)) {
			ChannelStanding standing = Objects.requireNonNull(this.standings.get(place.service()));
			Instant closed = standing.closedUntil(terms.urgency());
			if (closed != null) {
				throw FileTroubleException.closed(place.service() + " has failed several times, and letters wait",
						closed);
			}
			return fetch(place, standing, file, terms, etag);
		}
	}

	private @Nullable FetchedFile fetch(Place place, ChannelStanding standing, Attachment file, FetchTerms terms,
			@Nullable String etag) throws FileTroubleException {
		long began = System.nanoTime();
		String result = "failed";
		try {
			FetchedFile fetched = ask(place, file, terms, etag);
			standing.serves(terms.urgency());
			result = (fetched != null) ? "fetched" : "unchanged";
			return fetched;
		}
		catch (FileTroubleException trouble) {
			result = trouble.mayPass() ? "failed" : "refused";
			judge(standing, terms.urgency(), place.service(), trouble);
			throw trouble;
		}
		finally {
			this.meters.timer("cinema.attachments.fetch", "service", place.service(), "result", result)
				.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
		}
	}

	/** The name of the service that has it, in {@code cinema.attachments.services}. */
	String serviceOf(Attachment file) throws FileTroubleException {
		return service(file).service();
	}

	private static void judge(ChannelStanding standing, Urgency urgency, String service, FileTroubleException trouble) {
		if (trouble.mayPass() && !trouble.isOwn()) {
			standing.refuses(urgency, service + ": " + trouble.reason());
		}
		else if (!trouble.isOwn()) {
			standing.serves(urgency);
		}
	}

	private @Nullable FetchedFile ask(Place place, Attachment file, FetchTerms terms, @Nullable String etag)
			throws FileTroubleException {
		HttpGet request = new HttpGet(place.uri());
		request.setHeader(HttpHeaders.ACCEPT, file.type());
		String token = place.entry().token();
		if (token != null && !token.isBlank()) {
			request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
		}
		if (etag != null) {
			request.setHeader(HttpHeaders.IF_NONE_MATCH, etag);
		}
		// A time-out for each read alone would let a trickle go on for ever.
		long most = this.properties.deadline().toNanos();
		long left = terms.hurries() ? Math.min(terms.until() - System.nanoTime(), most) : most;
		AtomicBoolean late = new AtomicBoolean();
		Future<?> deadline = this.deadlines.schedule(() -> {
			late.set(true);
			request.cancel();
		}, left, TimeUnit.NANOSECONDS);
		boolean whole = false;
		try (ClassicHttpResponse response = this.http.executeOpen(null, request, null)) {
			try {
				FetchedFile fetched = answer(place.service(), file, response, terms.room(), etag != null);
				whole = true;
				return fetched;
			}
			finally {
				if (!whole) {
					// Closing alone would read the rest first, however much it is.
					request.cancel();
				}
			}
		}
		catch (ConnectionRequestTimeoutException ex) {
			throw FileTroubleException.here("all connections to " + place.service() + " are taken");
		}
		catch (IOException | IllegalStateException ex) {
			if (this.stopping) {
				throw FileTroubleException.here("the worker stops");
			}
			if (late.get() && left < most) {
				throw this.paces.enough(place.service(), terms);
			}
			throw FileTroubleException.forNow(place.service() + " did not answer in full: "
					+ (late.get() ? "it took longer than " + this.properties.deadline().toSeconds() + " s"
							: ex.getClass().getSimpleName()),
					null);
		}
		finally {
			deadline.cancel(false);
		}
	}

	private @Nullable FetchedFile answer(String service, Attachment file, ClassicHttpResponse response,
			FetchTerms.Room room, boolean known) throws IOException, FileTroubleException {
		int status = response.getCode();
		if (known && status == 304) {
			return null;
		}
		if (status >= 500 || PASSING.contains(status)) {
			throw FileTroubleException.forNow(service + " answered " + status,
					HttpAnswer.retryAt(header(response, HttpHeaders.RETRY_AFTER), this.clock));
		}
		if (status != 200 || response.getEntity() == null) {
			throw FileTroubleException.forGood(service + " answered " + status);
		}
		requireType(service, file.type(), header(response, HttpHeaders.CONTENT_TYPE));
		long told = response.getEntity().getContentLength();
		requireSize(told);
		room.need(Math.max(told, 0));
		return keep(file, response.getEntity().getContent(), room, header(response, HttpHeaders.ETAG));
	}

	private static @Nullable String header(ClassicHttpResponse response, String name) {
		Header header = response.getFirstHeader(name);
		return (header != null) ? header.getValue() : null;
	}

	private static void requireType(String service, String named, @Nullable String given) throws FileTroubleException {
		String type = (given != null) ? given.replaceFirst(";.*", "").strip() : "";
		if (!type.equalsIgnoreCase(named)) {
			throw FileTroubleException.forGood(service + " answered "
					+ (type.isEmpty() ? "no type" : "the type " + type) + ", but " + named + " is named");
		}
	}

	private void requireSize(long size) throws FileTroubleException {
		if (size > this.properties.fileSize().toBytes()) {
			throw FileTroubleException
				.forGood("it has more than " + AttachmentProperties.said(this.properties.fileSize()));
		}
	}

	private FetchedFile keep(Attachment file, InputStream content, FetchTerms.Room room, @Nullable String etag)
			throws IOException, FileTroubleException {
		Path path = next();
		FetchedFile kept = null;
		try {
			MessageDigest hash = MessageDigest.getInstance("SHA-256");
			long size = copy(content, path, room, hash);
			if (file.sha256() != null && !HexFormat.of().formatHex(hash.digest()).equals(file.sha256())) {
				throw FileTroubleException
					.forGood("it is another file than the one that is named: its SHA-256 differs");
			}
			kept = new FetchedFile(path, size, etag);
			return kept;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			if (kept == null) {
				FileFolder.delete(path);
			}
		}
	}

	private Path next() throws FileTroubleException {
		try {
			return this.folder.next();
		}
		catch (IOException ex) {
			throw FileTroubleException.here("there is no room for it on our disk");
		}
	}

	/** Counts, since a service need not say how much it is. */
	private long copy(InputStream from, Path path, FetchTerms.Room room, MessageDigest hash)
			throws IOException, FileTroubleException {
		byte[] buffer = new byte[16 * 1024];
		long size = 0;
		try (OutputStream to = Files.newOutputStream(path)) {
			for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
				size += read;
				requireSize(size);
				room.need(size);
				hash.update(buffer, 0, read);
				write(to, buffer, read);
			}
		}
		return size;
	}

	/** A disk that is full is not the service's trouble. */
	private static void write(OutputStream to, byte[] buffer, int length) throws FileTroubleException {
		try {
			to.write(buffer, 0, length);
		}
		catch (IOException ex) {
			throw FileTroubleException.here("there is no room for it on our disk");
		}
	}

	@PreDestroy
	void close() {
		this.stopping = true;
		this.deadlines.shutdownNow();
		this.http.close(CloseMode.IMMEDIATE);
	}

	/** Where a file is. */
	private record Place(String service, ServiceEntry entry, URI uri) {
	}

}
