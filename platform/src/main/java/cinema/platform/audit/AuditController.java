package cinema.platform.audit;

import java.util.List;
import java.util.regex.Pattern;

import cinema.platform.audit.Audit.AuditFilter;
import cinema.platform.parameter.Cursor;
import cinema.platform.parameter.Moments;
import cinema.platform.problem.RefusedException;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells who did what. */
@RestController
class AuditController {

	private static final Pattern WORDS = Pattern.compile("[ -~]{1,300}");

	private final Audit audit;

	AuditController(Audit audit) {
		this.audit = audit;
	}

	@GetMapping("/api/v1/audit")
	public AuditList list(@RequestParam(required = false) @Nullable String by,
			@RequestParam(required = false) @Nullable String act,
			@RequestParam(required = false) @Nullable String target,
			@RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		Cursor.checkLimit(limit);
		check("by", by);
		check("act", act);
		check("target", target);
		List<AuditEntry> found = this.audit.page(
				new AuditFilter(by, act, target, Moments.readParameter("from", from), Moments.readParameter("to", to)),
				limit + 1, Cursor.read(cursor));
		return new AuditList(found.subList(0, Math.min(limit, found.size())),
				Cursor.next(found, limit, (last) -> new Cursor(last.at(), last.id().toString())));
	}

	private static void check(String field, @Nullable String value) {
		RefusedException.unless(value == null || WORDS.matcher(value).matches(), field,
				"has to be 1 to 300 printable characters");
	}

	/**
	 * One page of what was done, the newest first.
	 *
	 * @param next where the next page is, or null when this is the last
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AuditList(List<AuditEntry> items, @Nullable String next) {
	}

}
