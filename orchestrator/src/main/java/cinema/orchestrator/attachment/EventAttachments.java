package cinema.orchestrator.attachment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.NoticeEntry;
import cinema.orchestrator.catalogue.Placeholders;
import cinema.platform.setting.RefusedSettingsException;
import cinema.workflows.contract.Attachment;
import cinema.workflows.plan.AttachmentSource;
import cinema.workflows.plan.Event;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Files of the catalogue's notices, put together of what an event brings. */
@Component
public class EventAttachments {

	private static final String DETAILS = "details.";

	/** In the place of a user whose id only auth knows. */
	private static final String SOMEBODY = "0";

	private final Catalogue catalogue;

	private final Attachments allowed;

	EventAttachments(Catalogue catalogue, Attachments allowed) {
		this.catalogue = catalogue;
		this.allowed = allowed;
		List<String> faults = new ArrayList<>();
		catalogue.eventTypes()
			.forEach(
					(type) -> catalogue.find(type)
						.orElseThrow()
						.notices()
						.forEach((name, notice) -> check(
								"cinema.catalogue.events." + type + ".notices." + name + ".attachments", notice,
								faults)));
		if (!faults.isEmpty()) {
			throw new RefusedSettingsException(faults);
		}
	}

	/** What does not depend on an event is wrong at once, or never. */
	private void check(String path, NoticeEntry notice, List<String> faults) {
		for (int place = 0; place < notice.attachments().size(); place++) {
			AttachmentSource source = notice.attachments().get(place);
			try {
				if (source.from() == null && !hasPlaces(source)) {
					requireAllowed(List.of(file(source, UnaryOperator.identity(), UnaryOperator.identity(),
							UnaryOperator.identity())));
				}
			}
			catch (AttachmentRefusedException refused) {
				faults.add(path + "[" + place + "]" + refused.place().replace("[0]", "").replace('_', '-') + ": "
						+ refused.reason());
			}
		}
	}

	private static boolean hasPlaces(AttachmentSource source) {
		return (source.name() + source.url() + source.type() + source.contentId() + source.sha256()).indexOf('{') >= 0;
	}

	/**
	 * Refuses an event whose letters could have no files.
	 * @throws AttachmentRefusedException whose message names the field and what is wrong
	 */
	public void require(Event event) {
		this.catalogue.find(event.type()).ifPresent((entry) -> {
			String userId = Objects.requireNonNullElse(entry.userId(event), SOMEBODY);
			entry.notices().values().forEach((notice) -> of(event, userId, notice.attachments()));
		});
	}

	/**
	 * The files of a letter that is made now.
	 * @param planned where they come from, or null for none
	 * @throws ApplicationFailure {@code ATTACHMENT_REFUSED}, never to be tried again
	 */
	public List<Attachment> ofLetter(Event event, @Nullable String userId, @Nullable List<AttachmentSource> planned) {
		try {
			return of(event, userId, Objects.requireNonNullElse(planned, List.of()));
		}
		catch (AttachmentRefusedException refused) {
			throw ApplicationFailure.newNonRetryableFailure(refused.getMessage(), "ATTACHMENT_REFUSED");
		}
	}

	/**
	 * The files of a mailing that is planned now: the place for each receiver's id stays.
	 * @return null for none
	 * @throws ApplicationFailure as above
	 */
	public @Nullable List<Attachment> ofMailing(Event event, List<AttachmentSource> sources) {
		List<Attachment> files = ofLetter(event, AttachmentList.USER_ID, sources);
		return files.isEmpty() ? null : files.stream().map(EventAttachments::ofAll).toList();
	}

	private static Attachment ofAll(Attachment file) {
		return new Attachment(file.name(), file.url(), file.type(), file.contentId(), file.sha256(),
				!file.url().contains(AttachmentList.USER_ID));
	}

	private List<Attachment> of(Event event, @Nullable String userId, List<AttachmentSource> sources) {
		List<Attachment> files = new ArrayList<>();
		for (int place = 0; place < sources.size(); place++) {
			AttachmentSource source = sources.get(place);
			List<Attachment> some = (source.from() != null) ? listed(event, userId, source.from())
					: List.of(filled(event, userId, source, "attachments[" + place + "]"));
			files.addAll(some);
		}
		require("attachments", files);
		return files;
	}

	private List<Attachment> listed(Event event, @Nullable String userId, String from) {
		try {
			List<Attachment> files = AttachmentList.read(event.details().get(from.substring(DETAILS.length())), false);
			requireAllowed(files);
			return Attachments.of(files, (userId != null) ? encoded(userId) : "");
		}
		catch (AttachmentRefusedException refused) {
			throw within(from, refused);
		}
	}

	private Attachment filled(Event event, @Nullable String userId, AttachmentSource source, String place) {
		try {
			Attachment file = file(source,
					(text) -> Placeholders.fill(text, event, userId, EventAttachments::folderless),
					(text) -> Placeholders.fill(text, event, userId, UnaryOperator.identity()),
					(text) -> Placeholders.fill(text, event, userId, EventAttachments::encoded));
			requireAllowed(List.of(file));
			return file;
		}
		catch (Placeholders.MissingException missing) {
			throw new AttachmentRefusedException(place, String.valueOf(missing.getMessage()));
		}
		catch (AttachmentRefusedException refused) {
			throw new AttachmentRefusedException(place + refused.place().substring("[0]".length()), refused.reason());
		}
	}

	private static String encoded(String value) {
		return value.equals(AttachmentList.USER_ID) ? value : UriUtils.encode(value, StandardCharsets.UTF_8);
	}

	/** A film may be called so, and its ticket is in no folder for that. */
	private static String folderless(String value) {
		return value.replaceAll("[/\\\\]", "-");
	}

	private static Attachment file(AttachmentSource source, UnaryOperator<String> name, UnaryOperator<String> text,
			UnaryOperator<String> url) {
		return new Attachment(name.apply(given(source.name())), url.apply(given(source.url())),
				text.apply(given(source.type())), optional(source.contentId(), text), optional(source.sha256(), text),
				false);
	}

	/** The catalogue has made sure of it. */
	private static String given(@Nullable String text) {
		return Objects.requireNonNull(text);
	}

	private static @Nullable String optional(@Nullable String text, UnaryOperator<String> fill) {
		return (text != null) ? fill.apply(text) : null;
	}

	private void requireAllowed(List<Attachment> files) {
		AttachmentList.requireSpelling(files);
		this.allowed.require(files);
	}

	private void require(String within, List<Attachment> files) {
		try {
			requireAllowed(files);
		}
		catch (AttachmentRefusedException refused) {
			throw within(within, refused);
		}
	}

	private static AttachmentRefusedException within(String field, AttachmentRefusedException refused) {
		return new AttachmentRefusedException(field + refused.place(), refused.reason());
	}

}
