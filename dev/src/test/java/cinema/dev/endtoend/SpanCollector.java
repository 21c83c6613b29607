package cinema.dev.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes spans by OTLP over HTTP. Reads the few fields that matter by their numbers in
 * opentelemetry/proto/trace/v1/trace.proto.
 */
final class SpanCollector {

	private final List<Span> spans = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	SpanCollector() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/traces", this::take);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/traces";
	}

	/** What has arrived of one trace. */
	List<Span> trace(String traceId) {
		return this.spans.stream().filter((span) -> span.traceId().equals(traceId)).toList();
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			UnknownFieldSet request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
			for (UnknownFieldSet resourceSpans : messages(request, 1)) {
				String service = service(messages(resourceSpans, 1).get(0));
				for (UnknownFieldSet scopeSpans : messages(resourceSpans, 2)) {
					messages(scopeSpans, 2).forEach((span) -> this.spans.add(span(service, span)));
				}
			}
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private static Span span(String service, UnknownFieldSet span) {
		return new Span(service, hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5));
	}

	private static String service(UnknownFieldSet resource) {
		return messages(resource, 1).stream()
			.filter((attribute) -> text(attribute, 1).equals("service.name"))
			.map((attribute) -> text(messages(attribute, 2).get(0), 1))
			.findFirst()
			.orElse("");
	}

	private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
		return message.getField(field).getLengthDelimitedList().stream().map(SpanCollector::parse).toList();
	}

	private static UnknownFieldSet parse(ByteString bytes) {
		try {
			return UnknownFieldSet.parseFrom(bytes);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ByteString bytes(UnknownFieldSet message, int field) {
		List<ByteString> values = message.getField(field).getLengthDelimitedList();
		return values.isEmpty() ? ByteString.EMPTY : values.get(0);
	}

	private static String text(UnknownFieldSet message, int field) {
		return bytes(message, field).toStringUtf8();
	}

	private static String hex(UnknownFieldSet message, int field) {
		return HexFormat.of().formatHex(bytes(message, field).toByteArray());
	}

	/** One span, with the application that made it. */
	record Span(String service, String traceId, String id, String parentId, String name) {
	}

}
