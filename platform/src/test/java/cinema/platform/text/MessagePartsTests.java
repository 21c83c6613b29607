package cinema.platform.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How many parts a text costs, and where they end. */
class MessagePartsTests {

	@ParameterizedTest
	@CsvSource({ "a,160,1", "a,161,2", "a,306,2", "a,307,3", "a,1600,11", "€,80,1", "€,81,2", "€,152,2", "€,153,3",
			"ж,70,1", "ж,71,2", "ж,134,2", "ж,135,3", "🎬,35,1", "🎬,36,2", "🎬,66,2", "🎬,67,3", "🇷🇺,17,1",
			"🇷🇺,18,2", "🇷🇺,33,3" })
	void countsParts(String character, int times, int parts) {
		MessageParts counted = MessageParts.of(character.repeat(times));

		assertThat(counted.parts()).hasSize(parts);
		assertThat(counted.characters()).isEqualTo(times);
		assertThat(String.join("", counted.parts())).isEqualTo(character.repeat(times));
	}

	@Test
	void needsUnicodeForASingleForeignCharacter() {
		assertThat(MessageParts.of("a".repeat(159) + "ж").parts()).hasSize(3);
		assertThat(MessageParts.of("a".repeat(160)).unicode()).isFalse();
	}

	@Test
	void writesTypographyPlainlyWhereThatSavesParts() {
		assertThat(MessageParts.of("“Ann’s”\u00a0film — new…").parts()).containsExactly("\"Ann's\" film - new...");
		assertThat(MessageParts.of("«Фильм» — новый").parts()).containsExactly("«Фильм» — новый");
	}

	@ParameterizedTest
	@ValueSource(strings = { "🇷🇺", "👨‍👩‍👧‍👦", "👍🏽", "е́", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣" })
	void neverEndsAPartWithinACharacter(String character) {
		for (int before = 60; before <= 68; before++) {
			MessageParts counted = MessageParts.of("ж".repeat(before) + character.repeat(10));

			assertThat(counted.characters()).isEqualTo(before + 10);
			assertThat(counted.parts()).hasSizeGreaterThan(1)
				.allSatisfy((part) -> assertThat(part.length()).isLessThanOrEqualTo(67));
			assertThat(counted.parts().stream().map(MessageParts::of).mapToInt(MessageParts::characters).sum())
				.as("none was cut")
				.isEqualTo(before + 10);
		}
	}

	@Test
	void neverEndsAPartBetweenAnEscapeAndItsCharacter() {
		MessageParts counted = MessageParts.of("a".repeat(152) + "€" + "a".repeat(20));

		assertThat(counted.parts()).containsExactly("a".repeat(152), "€" + "a".repeat(20));
		assertThat(counted.bytes("€a")).containsExactly(0x1b, 0x65, 0x61);
	}

	@Test
	void takesACharacterWithoutEndApart() {
		String endless = "е" + "\u0301".repeat(300);

		assertThat(MessageParts.of(endless).parts()).hasSize(5)
			.allSatisfy((part) -> assertThat(part.length()).isLessThanOrEqualTo(67));
	}

	@Test
	void encodesAsTelephonesReadIt() {
		MessageParts gsm = MessageParts.of("@£ Hello_{}");
		assertThat(gsm.bytes("@£_{")).containsExactly(0x00, 0x01, 0x11, 0x1b, 0x28);
		MessageParts unicode = MessageParts.of("ж🎬");
		assertThat(unicode.bytes("ж")).containsExactly(0x04, 0x36);
		assertThat(unicode.bytes("🎬")).hasSize(4);
		assertThat(MessageParts.of("").parts()).containsExactly("");
	}

	/** Each code of the table is its place in it (3GPP TS 23.038, 6.2.1). */
	@Test
	void hasTheTableInItsOrder() {
		String samples = "@\nΔ 0¡A¿a";
		byte[] codes = MessageParts.of(samples).bytes(samples);
		assertThat(codes).containsExactly(0x00, 0x0a, 0x10, 0x20, 0x30, 0x40, 0x41, 0x60, 0x61);
		assertThat(Stream.of("à", "Ü", "§", "É", "Ξ")
			.collect(Collectors.toMap((one) -> one, (one) -> List.of((int) MessageParts.of(one).bytes(one)[0]))))
			.containsEntry("à", List.of(0x7f))
			.containsEntry("Ü", List.of(0x5e))
			.containsEntry("§", List.of(0x5f))
			.containsEntry("É", List.of(0x1f))
			.containsEntry("Ξ", List.of(0x1a));
	}

}
