package cinema.platform.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import cinema.platform.seal.Seals.UnopenedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealsTests {

	private static final String OLD = key(1);

	private static final String NEW = key(2);

	private static final byte[] PLAIN = "/s/Zk3xQ".getBytes(StandardCharsets.UTF_8);

	@Test
	void opensWhatItSealed() {
		Seals seals = seals(Map.of("old", OLD), null);
		byte[] sealed = seals.seal(PLAIN, "a");
		assertThat(seals.open("old", sealed, "a")).isEqualTo(PLAIN);
		assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Zk3xQ");
	}

	@Test
	void sealsTheSameInAnotherWayEachTime() {
		Seals seals = seals(Map.of("old", OLD), null);
		assertThat(seals.seal(PLAIN, "a")).isNotEqualTo(seals.seal(PLAIN, "a"));
	}

	@Test
	void opensWithTheKeyOfBeforeAndSealsWithTheCurrentOne() {
		byte[] sealed = seals(Map.of("old", OLD), null).seal(PLAIN, "a");
		Seals both = seals(Map.of("old", OLD, "new", NEW), "new");
		assertThat(both.open("old", sealed, "a")).isEqualTo(PLAIN);
		assertThat(both.current()).isEqualTo("new");
		assertThatThrownBy(() -> seals(Map.of("new", NEW), null).open("old", sealed, "a"))
			.isInstanceOf(UnopenedException.class);
	}

	@Test
	void opensNothingThatWasChangedCutOrMovedElsewhere() {
		Seals seals = seals(Map.of("old", OLD), null);
		byte[] sealed = seals.seal(PLAIN, "a");
		assertThatThrownBy(() -> seals.open("old", sealed, "b")).isInstanceOf(UnopenedException.class);
		sealed[sealed.length - 1]++;
		assertThatThrownBy(() -> seals.open("old", sealed, "a")).isInstanceOf(UnopenedException.class);
		assertThatThrownBy(() -> seals.open("old", new byte[3], "a")).isInstanceOf(UnopenedException.class);
	}

	@Test
	void refusesKeysThatCannotBeUsedWithoutQuotingThem() {
		assertThatIllegalArgumentException().isThrownBy(() -> seals(Map.of("old", "c2VjcmV0"), null))
			.withMessage("cinema.x.keys.old has to be 32 random bytes in base64");
		assertThatIllegalArgumentException().isThrownBy(() -> seals(Map.of("old", "sec ret!"), null))
			.withMessage("cinema.x.keys.old has to be 32 random bytes in base64");
		assertThatIllegalArgumentException().isThrownBy(() -> seals(Map.of("old", OLD, "new", NEW), ""))
			.withMessageContaining("cinema.x.current");
		assertThatIllegalArgumentException().isThrownBy(() -> seals(Map.of("old", OLD), "new"))
			.withMessageContaining("cinema.x.current");
	}

	@Test
	void leavesTextsAloneWithoutAKeyAndThoseThatNobodySealed() {
		SealedText off = new SealedText(seals(Map.of("old", ""), null));
		assertThat(off.seal("/s/Zk3xQ", "a")).isEqualTo("/s/Zk3xQ");
		SealedText on = new SealedText(seals(Map.of("old", OLD), null));
		assertThat(on.open("/s/Zk3xQ", "a")).isEqualTo("/s/Zk3xQ");
		String sealed = on.seal("/s/Zk3xQ", "a");
		assertThat(sealed).startsWith("sealed:old:").doesNotContain("Zk3xQ");
		assertThat(on.open(sealed, "a")).isEqualTo("/s/Zk3xQ");
		assertThatThrownBy(() -> off.open(sealed, "a")).isInstanceOf(UnopenedException.class);
	}

	private static Seals seals(Map<String, String> keys, String current) {
		return new Seals(SealingKeys.read("cinema.x", keys, current));
	}

	private static String key(int seed) {
		byte[] bytes = new byte[32];
		bytes[0] = (byte) seed;
		return Base64.getEncoder().encodeToString(bytes);
	}

}
