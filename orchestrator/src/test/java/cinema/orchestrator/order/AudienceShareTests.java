package cinema.orchestrator.order;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AudienceShareTests {

	private static final String USERS = "http://auth/api/v1/users/?is_active=True";

	private final AudienceShare first = new AudienceShare(0, 5, "d1");

	private final AudienceShare rest = new AudienceShare(5, 100, "d1");

	@Test
	void hasEverybodyInExactlyOnePart() {
		assertThat(users()).allSatisfy((user) -> assertThat(this.first.has(user)).isNotEqualTo(this.rest.has(user)));
	}

	@Test
	void isAsLargeAsItSays() {
		assertThat(IntStream.range(0, 20_000).filter((i) -> this.first.has("user-" + i)).count()).isBetween(900L,
				1100L);
	}

	@Test
	void isAnotherPartForAnotherMailing() {
		AudienceShare other = new AudienceShare(0, 5, "d2");

		assertThat(users()).anySatisfy((user) -> assertThat(other.has(user)).isNotEqualTo(this.first.has(user)));
	}

	@Test
	void isReadOfTheUrlThatItMakes() {
		assertThat(AudienceShare.of(this.rest.within(USERS))).isEqualTo(this.rest);
		assertThat(AudienceShare.without(this.rest.within(USERS))).isEqualTo(USERS);
		assertThat(AudienceShare.of(USERS).isAll()).isTrue();
		assertThat(AudienceShare.without(USERS + "#top")).as("to be refused").endsWith("#top");
	}

	@Test
	void refusesAPartThatNobodyIsIn() {
		assertThatThrownBy(() -> AudienceShare.without(USERS + "#share=5-5@d1"))
			.isInstanceOf(OrderRefusedException.class);
		assertThatThrownBy(() -> AudienceShare.without(USERS + "#share=5-101@d1"))
			.isInstanceOf(OrderRefusedException.class);
	}

	private static Iterable<String> users() {
		return IntStream.range(0, 2000).mapToObj((i) -> "user-" + i).toList();
	}

}
