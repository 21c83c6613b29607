package cinema.orchestrator.attachment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import cinema.platform.outbound.ForbiddenUrlException;
import cinema.platform.outbound.ServiceUrl;
import cinema.workflows.contract.Attachment;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Which files letters may have here. */
@Component
public class Attachments {

	private static final String SERVICES = "cinema.attachments.services";

	private final AttachmentProperties properties;

	Attachments(AttachmentProperties properties) {
		this.properties = properties;
	}

	/**
	 * Refuses files that no worker would fetch, as far as that can be told without
	 * asking.
	 * @throws AttachmentRefusedException that names the place and what is wrong there
	 */
	public void require(List<Attachment> files) {
		AttachmentRefusedException.unless(files.size() <= this.properties.files(), "",
				"has " + files.size() + " files, and a letter may have " + this.properties.files());
		for (int place = 0; place < files.size(); place++) {
			Attachment file = files.get(place);
			String at = "[" + place + "]";
			AttachmentRefusedException.unless(this.properties.types().contains(file.type()), at + ".type",
					"has to be of cinema.attachments.types: " + String.join(", ", this.properties.types()));
			requireService(at + ".url", file.url());
		}
	}

	private void requireService(String place, String url) {
		try {
			ServiceUrl.parse(url.replace(AttachmentList.USER_ID, "0")).among(this.properties.services(), SERVICES);
		}
		catch (ForbiddenUrlException forbidden) {
			throw new AttachmentRefusedException(place, String.valueOf(forbidden.getMessage()));
		}
	}

	/**
	 * The files of a mailing as one receiver gets them.
	 * @param userId as it stands in a URL
	 */
	static List<Attachment> of(List<Attachment> ordered, String userId) {
		return ordered.stream()
			.map((file) -> new Attachment(file.name(), file.url().replace(AttachmentList.USER_ID, userId), file.type(),
					file.contentId(), file.sha256(), file.shared()))
			.toList();
	}

	/** The same; somebody without an id is nobody who gets it. */
	public static List<Attachment> ofReceiver(@Nullable List<Attachment> ordered, @Nullable String userId) {
		return of(Objects.requireNonNullElse(ordered, List.of()),
				UriUtils.encode(Objects.requireNonNullElse(userId, ""), StandardCharsets.UTF_8));
	}

}
