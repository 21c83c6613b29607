package cinema.dev.stub;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the stub of fastapi has for letters to carry. */
class StubFileTests {

	private static StubFile file(String path) {
		return (StubFile) StubFile.at(path).get(StubServer.FILE);
	}

	@Test
	void paintsAPoster() throws Exception {
		StubFile poster = file("/files/posters/7.png");
		assertThat(poster.type()).isEqualTo("image/png");
		assertThat(ImageIO.read(new ByteArrayInputStream(poster.bytes())).getWidth()).isEqualTo(320);
		assertThat(file("/files/posters/8.png").bytes()).isNotEqualTo(poster.bytes());
	}

	/** Programs find each object by its place in the table. */
	@Test
	void writesATicketWhoseTableIsRight() {
		String pdf = new String(file("/files/tickets/ann-7.pdf").bytes(), StandardCharsets.US_ASCII);
		assertThat(pdf).startsWith("%PDF-1.4").contains("(Ticket ann-7)");
		int table = Integer.parseInt(pdf.replaceAll("(?s).*startxref\n(\\d+)\n%%EOF\n", "$1"));
		String[] rows = pdf.substring(table).split("\n");
		for (int number = 1; number <= 5; number++) {
			int place = Integer.parseInt(rows[2 + number].substring(0, 10));
			assertThat(pdf.substring(place)).startsWith(number + " 0 obj");
		}
	}

	@Test
	void hasNothingElse() {
		assertThat(StubFile.at("/files/tickets/7.exe")).isEmpty();
		assertThat(StubFile.at("/files/tickets/a(b).pdf")).isEmpty();
	}

}
