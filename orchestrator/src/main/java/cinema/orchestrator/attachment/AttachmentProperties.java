package cinema.orchestrator.attachment;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.platform.outbound.ServiceEntry;
import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Attachment;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which files a letter may name.
 *
 * @param services name to {@code url} and {@code paths}, as the workers have them: what
 * stands where the URL of a file has its host. Without any, letters have no files. The
 * orchestrator itself asks none of them, and needs no token
 * @param types the media types that a file may be of; without it those of PDF, Wallet
 * passes, GIF, JPEG, PNG, WebP, calendars, CSV and plain text
 * @param files how many files a letter may have
 */
@ConfigurationProperties(prefix = "cinema.attachments", ignoreUnknownFields = false)
record AttachmentProperties(@DefaultValue Map<String, ServiceEntry> services, @Nullable List<String> types,
		@DefaultValue("10") int files) {

	AttachmentProperties {
		types = Objects.requireNonNullElse(types, Attachment.USUAL_TYPES);
		services.forEach((name, service) -> service.check("cinema.attachments.services." + name));
		types.forEach((type) -> Bounds.require(AttachmentList.isType(type), "cinema.attachments.types",
				"media types in small letters, for example image/png", type));
		Bounds.between("cinema.attachments.files", 1, 100, files);
	}

	@Override
	public List<String> types() {
		return Objects.requireNonNullElse(this.types, Attachment.USUAL_TYPES);
	}

}
