package cinema.worker.attachment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.platform.outbound.ServiceEntry;
import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Attachment;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where files of letters come from, and how much they may be.
 *
 * @param services name to {@code url}, {@code token} and {@code paths}; a name is what
 * stands where the URL of a file has its host, and nothing else is ever asked. Without
 * any, letters that name files wait
 * @param types the media types that files may have; without it those of PDF, Wallet
 * passes, GIF, JPEG, PNG, WebP, calendars, CSV and plain text
 * @param files how many a letter may have
 * @param fileSize the largest file
 * @param letterSize how much the files of a letter may be together; a letter is a third
 * larger than its files
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long a service may be silent
 * @param deadline the longest that one file may take altogether
 * @param connections to each service at most; mailings have half of them
 * @param folder where files lie until their letter is sent; without it a folder
 * {@code cinema-attachments} below {@code java.io.tmpdir}
 * @param inHand how much of the folder files may take that are for one letter each, half
 * of it those of mailings; more letters with such files wait
 * @param cacheSize how much of it files may take that many letters share
 * @param keep after how long a shared file whose hash is not named is asked for again
 * @param neverDialled addresses and networks (CIDR) that are not dialled whatever a name
 * means; by themselves those of one link, where clouds keep their metadata, and groups
 */
@ConfigurationProperties(prefix = "cinema.attachments", ignoreUnknownFields = false)
record AttachmentProperties(@DefaultValue Map<String, ServiceEntry> services, @Nullable List<String> types,
		@DefaultValue("10") int files, @DefaultValue("5MB") DataSize fileSize,
		@DefaultValue("10MB") DataSize letterSize, @DefaultValue("2s") Duration connectTimeout,
		@DefaultValue("5s") Duration readTimeout, @DefaultValue("30s") Duration deadline,
		@DefaultValue("16") int connections, @Nullable String folder, @DefaultValue("32MB") DataSize inHand,
		@DefaultValue("16MB") DataSize cacheSize, @DefaultValue("10m") Duration keep, @DefaultValue( {
				"169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "224.0.0.0/4",
				"ff00::/8" }) List<String> neverDialled){

	static final String SERVICES = "cinema.attachments.services";

	/** More would be a mistake, since no mail server takes it. */
	private static final DataSize MOST = DataSize.ofMegabytes(100);

	private static final DataSize ROOM = DataSize.ofGigabytes(10);

	AttachmentProperties {
		types = Objects.requireNonNullElse(types, Attachment.USUAL_TYPES);
		services.forEach((name, service) -> service.check(SERVICES + "." + name));
		types.forEach((type) -> Bounds.require(type.matches("[a-z0-9.+-]+/[a-z0-9.+-]+"), "cinema.attachments.types",
				"media types in small letters, like image/png", type));
		Bounds.between("cinema.attachments.files", 1, 100, files);
		Bounds.positive("cinema.attachments.file-size", fileSize);
		Bounds.require(letterSize.compareTo(fileSize) >= 0, "cinema.attachments.letter-size",
				"cinema.attachments.file-size (" + said(fileSize) + ") or more", said(letterSize));
		Bounds.require(letterSize.compareTo(MOST) <= 0, "cinema.attachments.letter-size", "100MB or less",
				said(letterSize));
		twice("cinema.attachments.in-hand", inHand, "cinema.attachments.letter-size", letterSize);
		Bounds.require(
				cacheSize.toBytes() >= letterSize.toBytes() + fileSize.toBytes() && cacheSize.compareTo(ROOM) <= 0,
				"cinema.attachments.cache-size", "cinema.attachments.letter-size (" + said(letterSize)
						+ ") and file-size (" + said(fileSize) + ") together or more, and 10GB at most",
				said(cacheSize));
		Bounds.positive("cinema.attachments.connect-timeout", connectTimeout);
		Bounds.positive("cinema.attachments.read-timeout", readTimeout);
		Bounds.positive("cinema.attachments.deadline", deadline);
		Bounds.between("cinema.attachments.connections", 2, 1000, connections);
		Bounds.notNegative("cinema.attachments.keep", keep);
	}

	private static void twice(String name, DataSize value, String other, DataSize of) {
		Bounds.require(value.toBytes() >= 2 * of.toBytes() && value.compareTo(ROOM) <= 0, name,
				"twice " + other + " (" + said(of) + ") or more, and 10GB at most", said(value));
	}

	@Override
	public List<String> types() {
		return Objects.requireNonNullElse(this.types, Attachment.USUAL_TYPES);
	}

	Path place() {
		return (this.folder != null && !this.folder.isBlank()) ? Path.of(this.folder)
				: Path.of(System.getProperty("java.io.tmpdir"), "cinema-attachments");
	}

	/** A size for people. */
	static String said(DataSize size) {
		long bytes = size.toBytes();
		return (bytes % (1024 * 1024) == 0) ? size.toMegabytes() + " MB"
				: (bytes % 1024 == 0) ? size.toKilobytes() + " kB" : bytes + " bytes";
	}

}
