package cinema.worker.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

import cinema.worker.attachment.LetterFile;
import cinema.workflows.contract.Posting;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;

/**
 * A letter inside out: text and html, in UTF-8, of which programs show the last that they
 * can (RFC 2046, 5.1.4); around them what the html shows (RFC 2387), and around that the
 * files beside the letter.
 *
 * @param type of the whole
 */
record LetterParts(String type, LetterBody body) {

	static LetterParts of(Posting posting, List<LetterFile> files) throws MessagingException {
		// Nothing that is quoted-printable has an underscore behind an equals sign.
		String boundary = "=_" + posting.id();
		LetterParts letter = new LetterParts("multipart/alternative" + bounded(boundary),
				LetterBody.of(words(boundary, posting)));
		return letter
			.around("multipart/related;\r\n\ttype=\"multipart/alternative\"", "=_related_" + posting.id(), files,
					(file) -> file.contentId() != null)
			.around("multipart/mixed", "=_mixed_" + posting.id(), files, (file) -> file.contentId() == null);
	}

	private static String bounded(String boundary) {
		return ";\r\n\tboundary=\"" + boundary + "\"";
	}

	/** Unless there is no such file. */
	private LetterParts around(String kind, String boundary, List<LetterFile> files, Predicate<LetterFile> which) {
		if (files.stream().noneMatch(which)) {
			return this;
		}
		LetterBody whole = this.body.after(bytes("\r\n--" + boundary + "\r\nContent-Type: " + this.type + "\r\n\r\n"));
		for (LetterFile file : files.stream().filter(which).toList()) {
			whole = whole.with(bytes("\r\n--" + boundary + head(file)), file);
		}
		return new LetterParts(kind + bounded(boundary), whole.before(bytes("\r\n--" + boundary + "--\r\n")));
	}

	private static String head(LetterFile file) {
		String id = file.contentId();
		return "\r\nContent-Type: " + file.type() + HeaderText.typeName(file.name())
				+ "\r\nContent-Transfer-Encoding: base64" + ((id != null) ? "\r\nContent-ID: <" + id + ">" : "")
				+ "\r\nContent-Disposition: " + ((id != null) ? "inline" : "attachment")
				+ HeaderText.fileName(file.name()) + "\r\n\r\n";
	}

	private static byte[] bytes(String ascii) {
		return ascii.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] words(String boundary, Posting posting) throws MessagingException {
		ByteArrayOutputStream body = new ByteArrayOutputStream(
				2 * (posting.text().length() + posting.html().length()) + 512);
		try {
			part(body, boundary, "text/plain", posting.text());
			part(body, boundary, "text/html", posting.html());
			body.write(bytes("\r\n--" + boundary + "--\r\n"));
			return body.toByteArray();
		}
		catch (IOException ex) {
			throw new MessagingException("a part cannot be encoded", ex);
		}
	}

	/** Quoted-printable, so that lines and dots of any kind survive. */
	private static void part(ByteArrayOutputStream body, String boundary, String type, String content)
			throws MessagingException, IOException {
		body.write(bytes("\r\n--" + boundary + "\r\nContent-Type: " + type
				+ "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
		OutputStream encoder = MimeUtility.encode(body, "quoted-printable");
		encoder.write(content.getBytes(StandardCharsets.UTF_8));
		encoder.flush();
	}

}
