package cinema.dev.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The decisions can be cited by number. */
class DecisionsTests {

	private final List<Document> decisions = Document.all()
		.stream()
		.filter((document) -> document.name().startsWith("docs/decisions/"))
		.toList();

	@Test
	void areNumberedWithoutGaps() {
		assertThat(this.decisions).extracting((document) -> document.name().substring(15, 20))
			.isEqualTo(IntStream.rangeClosed(1, this.decisions.size())
				.mapToObj((number) -> "%04d-".formatted(number))
				.toList());
		assertThat(this.decisions).allSatisfy((document) -> assertThat(new Links(document).anchors().get(0))
			.startsWith(Integer.parseInt(document.name().substring(15, 19)) + "-"));
	}

	@Test
	void decideOneThingEach() {
		assertThat(this.decisions)
			.allSatisfy((document) -> assertThat(bold(document)).as(document.name()).containsOnlyOnce("decision."));
	}

	private static List<String> bold(Document document) {
		List<String> words = new ArrayList<>();
		document.root().accept(new AbstractVisitor() {

			@Override
			public void visit(StrongEmphasis bold) {
				if (bold.getFirstChild() instanceof Text text) {
					words.add(text.getLiteral().toLowerCase(Locale.ROOT));
				}
			}

		});
		return words;
	}

}
