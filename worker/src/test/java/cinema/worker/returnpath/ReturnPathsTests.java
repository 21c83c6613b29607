package cinema.worker.returnpath;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The envelope sender that nobody else can make. */
class ReturnPathsTests {

	private final String posting = UUID.randomUUID().toString();

	@Test
	void findsThePostingAgainWhateverStandsAround() {
		ReturnPaths paths = SignedPaths.on();
		String path = Objects.requireNonNull(paths.of(paths.reference(this.posting)));

		assertThat(path).matches("bounce\\+[0-9a-f-]+@bounces\\.cinema\\.example");
		assertThat(path.indexOf('@')).as("RFC 5321, 4.5.3.1.1").isLessThanOrEqualTo(64);
		assertThat(paths.find("rfc822; <" + path + ">").postingId()).isEqualTo(this.posting);
		assertThat(paths.find(path.toUpperCase(Locale.ROOT)).postingId()).isEqualTo(this.posting);
		assertThat(
				paths.find("SRS0=ab=cd=bounces.cinema.example=" + path.substring(0, path.indexOf('@')) + "@fwd.example")
					.postingId())
			.isEqualTo(this.posting);
	}

	@Test
	void refusesWhatSomebodyElseHasMade() {
		ReturnPaths paths = SignedPaths.on();
		String path = Objects.requireNonNull(paths.of(paths.reference(this.posting)));
		String other = path.replaceFirst("\\+(.)", path.contains("+a") ? "+b" : "+a");

		assertThat(paths.find(other)).isEqualTo(new ReturnPaths.Found(null, true));
		assertThat(paths.find("ann@example.com")).isEqualTo(new ReturnPaths.Found(null, false));
		assertThat(SignedPaths.with(Map.of("two", SignedPaths.key(2)), "two").find(path).forged()).isTrue();
	}

	@Test
	void knowsWhatWasSignedByTheKeyOfBefore() {
		String path = Objects.requireNonNull(SignedPaths.on().of(SignedPaths.on().reference(this.posting)));
		Map<String, String> both = Map.of("one", SignedPaths.key(1), "two", SignedPaths.key(2));
		ReturnPaths rotated = SignedPaths.with(both, "two");

		assertThat(rotated.find(path).postingId()).isEqualTo(this.posting);
		assertThat(rotated.of(rotated.reference(this.posting))).isNotEqualTo(path);
	}

	@Test
	void isOffWithoutADomainAndNeedsAKeyWithOne() {
		assertThat(SignedPaths.off().of(SignedPaths.off().reference(this.posting))).isNull();
		assertThat(SignedPaths.off().reference(this.posting)).isNull();
		assertThatThrownBy(() -> SignedPaths.with(Map.of(), "")).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("cinema.return-path.keys");
	}

}
