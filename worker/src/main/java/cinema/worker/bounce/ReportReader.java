package cinema.worker.bounce;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import cinema.worker.bounce.ProviderReports.ProviderReport;
import cinema.worker.bounce.Returned.Bounce;
import cinema.worker.bounce.Returned.Code;
import cinema.worker.bounce.Returned.Told;
import cinema.worker.bounce.Returned.Unclear;
import cinema.worker.returnpath.ReturnPaths;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.BounceReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** Reads what providers tell as JSON. */
@Component
class ReportReader {

	private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

	private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");

	/** As people and providers write them. */
	private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[ ()-]?\\d){6,14}");

	private final JsonMapper json = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	private final ReturnPaths paths;

	ReportReader(ReturnPaths paths) {
		this.paths = paths;
	}

	Returned read(byte[] bytes) {
		try {
			BounceReport report = this.json.readValue(bytes, BounceReport.class);
			return (report != null) ? read(report) : new Unclear(Code.UNREADABLE, "it is null");
		}
		catch (JacksonException ex) {
			// The parser's own words may quote the report.
			return new Unclear(Code.UNREADABLE, "it is no report: " + ex.getClass().getSimpleName());
		}
	}

	private Returned read(BounceReport report) {
		Optional<BounceKind> kind = kind(report.kind());
		if (kind.isEmpty()) {
			return new Unclear(Code.INVALID_FIELD, "kind: has to be hard, soft, blocked or complaint");
		}
		if (report.provider() != null) {
			return told(report, report.provider(), kind.get());
		}
		if ((report.postingId() == null) == (report.returnPath() == null)) {
			return new Unclear(Code.INVALID_FIELD, "posting_id: either it or return_path has to be given");
		}
		String said = Objects.requireNonNullElse(report.detail(), "told by the provider");
		String detail = BounceRules.line((kind.get() == BounceKind.COMPLAINT) ? "complaint: " + said
				: ReturnReader.detail(Objects.requireNonNullElse(report.status(), ""), said));
		String id = report.postingId();
		if (id != null) {
			return UUID.matcher(id).matches() ? new Bounce(id, kind.get(), detail)
					: new Unclear(Code.INVALID_FIELD, "posting_id: has to be a UUID");
		}
		ReturnPaths.Found found = this.paths.find(String.valueOf(report.returnPath()));
		return (found.postingId() != null) ? new Bounce(found.postingId(), kind.get(), detail)
				: new Unclear(Code.FORGED, "return_path: is none of ours");
	}

	private static Returned told(BounceReport report, String provider, BounceKind kind) {
		String id = report.postingId();
		String reference = report.reference();
		if (!PROVIDER.matcher(provider).matches()) {
			return new Unclear(Code.INVALID_FIELD, "provider: has to be the name of one");
		}
		if ((id == null) == (reference == null)) {
			return new Unclear(Code.INVALID_FIELD, "posting_id: either it or reference has to be given");
		}
		if (id != null && !UUID.matcher(id).matches()) {
			return new Unclear(Code.INVALID_FIELD, "posting_id: has to be a UUID");
		}
		String said = Objects.requireNonNullElse(report.status(), "") + " "
				+ Objects.requireNonNullElse(report.detail(), "told by the provider");
		return new Told(new ProviderReport(provider, id, reference, kind,
				BounceRules.line(NUMBER.matcher(said).replaceAll("<number>"))));
	}

	private static Optional<BounceKind> kind(@Nullable String name) {
		return Arrays.stream(BounceKind.values())
			.filter((one) -> one.name().toLowerCase(Locale.ROOT).equals(name))
			.findFirst();
	}

}
