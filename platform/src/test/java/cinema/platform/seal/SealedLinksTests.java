package cinema.platform.seal;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SealedLinksTests {

	private static final Map<String, Object> FIELDS = Map.of("user_id", "7", "email", "ann@example.com", "reset_link",
			"/s/Zk3xQ");

	private final SealedLinks links = new SealedLinks(new Seals(
			SealingKeys.read("cinema.x", Map.of("one", Base64.getEncoder().encodeToString(new byte[32])), null)));

	@Test
	void sealsLinksAloneAndOpensThem() {
		Map<String, Object> sealed = this.links.seal("1+reset", FIELDS);
		assertThat(sealed).containsEntry("email", "ann@example.com");
		assertThat(sealed.toString()).doesNotContain("Zk3xQ");
		assertThat(this.links.open("1+reset", sealed)).isEqualTo(FIELDS);
		assertThat(this.links.open("1+reset", FIELDS)).isEqualTo(FIELDS);
	}

	@Test
	void opensNoLinkThatSomebodyMovedToAnotherPersonOrPlace() {
		Map<String, Object> sealed = this.links.seal("1+reset", FIELDS);
		assertRefused("2+reset", sealed);
		Map<String, Object> theirs = new HashMap<>(sealed);
		theirs.put("email", "eve@example.com");
		assertRefused("1+reset", theirs);
	}

	@Test
	void opensNoCodeThatSomebodyMovedToAnotherTelephone() {
		Map<String, Object> sealed = this.links.seal("1+phone",
				Map.of("user_id", "7", "phone", "+447700900123", "confirm_code", "492039"));
		assertThat(this.links.open("1+phone", sealed)).containsEntry("confirm_code", "492039");

		Map<String, Object> theirs = new HashMap<>(sealed);
		theirs.put("phone", "+79161234567");
		assertThatIllegalStateException().isThrownBy(() -> this.links.open("1+phone", theirs));
		theirs.remove("phone");
		assertThatIllegalStateException().isThrownBy(() -> this.links.open("1+phone", theirs));
	}

	/** A producer may have sealed it before numbers counted, and it is on its way. */
	@Test
	void opensWhatWasSealedWithoutANumber() {
		Seals seals = new Seals(
				SealingKeys.read("cinema.x", Map.of("one", Base64.getEncoder().encodeToString(new byte[32])), null));
		Map<String, Object> sealed = new HashMap<>(FIELDS);
		sealed.put("reset_link", new SealedText(seals).seal("/s/Zk3xQ", "1+reset\n7\nann@example.com\nreset_link"));

		assertThat(this.links.open("1+reset", sealed)).isEqualTo(FIELDS);
	}

	private void assertRefused(String identity, Map<String, Object> fields) {
		assertThatIllegalStateException().isThrownBy(() -> this.links.open(identity, fields))
			.withMessage("details.reset_link cannot be opened: it was changed, or belongs to something else");
	}

}
