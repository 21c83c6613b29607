package cinema.orchestrator.admin.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.draft.DraftAudience;
import cinema.orchestrator.draft.DraftContent;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/** The part of a draft's form that says who is told. */
final class AudienceForm {

	private static final String FILTERS = "filters";

	private static final String LIST = "\\s*[,;\\s]\\s*";

	private final MultiValueMap<String, String> fields;

	AudienceForm(MultiValueMap<String, String> fields) {
		this.fields = fields;
	}

	/** The URL, where somebody wants one: empty as long as nobody has written it. */
	@Nullable String receivers() {
		return "url".equals(this.fields.getFirst("audience")) ? Objects.requireNonNullElse(text("receivers"), "")
				: null;
	}

	/** The filters, where somebody wants them. */
	@Nullable DraftAudience filters() {
		if (!FILTERS.equals(this.fields.getFirst("audience"))) {
			return null;
		}
		List<String> zones = new ArrayList<>(this.fields.getOrDefault("audience.time_zones", List.of()));
		zones.addAll(several("audience.other_zones"));
		return new DraftAudience(flag("audience.is_active"), flag("audience.email_notifications"),
				flag("audience.email_confirmed"), some(several("audience.locales")), some(zones),
				text("audience.registered_from"), text("audience.registered_before"));
	}

	/** No choice lets everybody through. */
	private @Nullable Boolean flag(String name) {
		String chosen = text(name);
		return (chosen != null) ? Boolean.valueOf(chosen) : null;
	}

	private List<String> several(String name) {
		String text = text(name);
		return (text != null) ? Stream.of(text.split(LIST)).filter((one) -> !one.isEmpty()).toList() : List.of();
	}

	private static @Nullable List<String> some(List<String> values) {
		return values.isEmpty() ? null : List.copyOf(values);
	}

	private @Nullable String text(String name) {
		return DraftForm.text(this.fields, name);
	}

	/**
	 * Texts for its controls, by their names; new filters let those through who agreed.
	 */
	static Map<String, Object> texts(DraftContent content) {
		DraftAudience chosen = content.audience();
		DraftAudience shown = (chosen != null) ? chosen : new DraftAudience(true, true, null, null, null, null, null);
		List<String> zones = Objects.requireNonNullElse(shown.timeZones(), List.of());
		Map<String, Object> texts = new LinkedHashMap<>();
		texts.put("audience", (content.receivers() != null) ? "url" : (chosen != null) ? FILTERS : "everyone");
		texts.put("receivers", Objects.requireNonNullElse(content.receivers(), ""));
		texts.put("audience.is_active", Objects.toString(shown.isActive(), ""));
		texts.put("audience.email_notifications", Objects.toString(shown.emailNotifications(), ""));
		texts.put("audience.email_confirmed", Objects.toString(shown.emailConfirmed(), ""));
		texts.put("audience.locales", String.join(", ", Objects.requireNonNullElse(shown.locales(), List.of())));
		texts.put("audience.time_zones", zones.stream().filter(Frame.ZONES::contains).toList());
		texts.put("audience.other_zones",
				String.join(", ", zones.stream().filter((one) -> !Frame.ZONES.contains(one)).toList()));
		texts.put("audience.registered_from", Objects.requireNonNullElse(shown.registeredFrom(), ""));
		texts.put("audience.registered_before", Objects.requireNonNullElse(shown.registeredBefore(), ""));
		return texts;
	}

}
