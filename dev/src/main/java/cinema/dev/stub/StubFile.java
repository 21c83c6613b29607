package cinema.dev.stub;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/** A file that letters may carry: a poster in colours of its own, or a ticket. */
record StubFile(String type, byte[] bytes) {

	private static final int WIDTH = 320;

	private static final int HEIGHT = 180;

	/** What a stub answers with it, or nothing for what is no such file. */
	static Map<String, ?> at(String path) {
		String id = path.replaceAll(".*/", "").replaceAll("\\.[a-z]+$", "");
		if (path.matches("/files/posters/[\\w-]+\\.png")) {
			return Map.of(StubServer.FILE, poster(id));
		}
		return path.matches("/files/tickets/[\\w-]+\\.pdf") ? Map.of(StubServer.FILE, ticket(id)) : Map.of();
	}

	private static StubFile poster(String id) {
		BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		int colour = id.hashCode() & 0x3f3f3f;
		for (int x = 0; x < WIDTH; x++) {
			for (int y = 0; y < HEIGHT; y++) {
				image.setRGB(x, y, colour + (x * 0xbf / WIDTH << 16) + (y * 0xbf / HEIGHT << 8) + (x ^ y) % 0xbf);
			}
		}
		ByteArrayOutputStream png = new ByteArrayOutputStream();
		try {
			ImageIO.write(image, "png", png);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new StubFile("image/png", png.toByteArray());
	}

	/** A page with one line (ISO 32000-1, 7.5). */
	private static StubFile ticket(String id) {
		String line = "BT /F 24 Tf 40 150 Td (Ticket " + id + ") Tj ET";
		List<String> objects = List.of("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
				"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 300]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
				"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
				"<</Length " + line.length() + ">>stream\n" + line + "\nendstream");
		StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
		List<Integer> places = new ArrayList<>();
		for (String object : objects) {
			places.add(pdf.length());
			pdf.append(places.size()).append(" 0 obj").append(object).append("\nendobj\n");
		}
		int table = pdf.length();
		pdf.append("xref\n0 6\n0000000000 65535 f \n");
		places.forEach(
				(place) -> pdf.append("0".repeat(10 - place.toString().length())).append(place).append(" 00000 n \n"));
		pdf.append("trailer<</Size 6/Root 1 0 R>>\nstartxref\n").append(table).append("\n%%EOF\n");
		return new StubFile("application/pdf", pdf.toString().getBytes(StandardCharsets.US_ASCII));
	}

}
