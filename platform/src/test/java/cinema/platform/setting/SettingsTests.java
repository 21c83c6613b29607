package cinema.platform.setting;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsTests {

	@Test
	void refusesNamesThatNobodyReads() {
		assertThatExceptionOfType(RefusedSettingsException.class)
			.isThrownBy(() -> check(Map.of("CINEMA_FOO_BAR", "1", "cinema.fooo", "2", "CINEMA_SHOP_OPEN_FOR", "3",
					"cinema.shop.kye", "4")))
			.withMessageContainingAll("CINEMA_FOO_BAR is no setting", "cinema.fooo is no setting",
					"its groups are cinema.", "cinema.shop.kye is no setting",
					"known are cinema.shop.key, cinema.shop.open-for")
			.satisfies((refused) -> assertThat(refused.getMessage()).doesNotContain("CINEMA_SHOP_OPEN_FOR"));
	}

	@Test
	void takesEveryNameThatSpringTakesThoseOfTheLaptopAndOfWhatItStandsOn() {
		assertThatCode(() -> check(Map.of("CINEMA_SHOP_OPENFOR", "1", "CINEMA_SHOP_PRICES_TEA", "2",
				"CINEMA_DEV_POSTGRES_URL", "3", "cinema.dev.folder", "4", "CINEMATIC", "5", "cinema.watch.every", "6")))
			.doesNotThrowAnyException();
	}

	@Test
	void refusesMissingShortAndSampleSecretsInProductionAlone() {
		Map<String, Object> weak = Map.of("spring.datasource.password", "short", "SPRING_MAIL_PASSWORD", "Change-Me",
				"platform.needed-in-production", "spring.datasource.password, cinema.shop.key");

		assertThatCode(() -> check(weak)).doesNotThrowAnyException();
		assertThatExceptionOfType(RefusedSettingsException.class).isThrownBy(() -> check(weak, "production"))
			.withMessageContainingAll("cinema.shop.key is missing", "spring.datasource.password has fewer than 16",
					"SPRING_MAIL_PASSWORD is a sample")
			.satisfies((refused) -> assertThat(refused.getMessage()).doesNotContain("Change-Me"));
	}

	@Test
	void refusesToKeepInTheClearWhatIsToBeSealedInProductionAlone() {
		Map<String, Object> keyless = Map.of("platform.keys-in-production", "market.shop.sealing",
				"market.shop.sealing.keys.one", "");

		assertThatCode(() -> check(keyless)).doesNotThrowAnyException();
		assertThatExceptionOfType(RefusedSettingsException.class).isThrownBy(() -> check(keyless, "production"))
			.withMessageContainingAll("market.shop.sealing.keys has no key", "leave market.shop.sealing out of");
		assertThatCode(() -> check(Map.of("platform.keys-in-production", ""), "production")).as("told otherwise")
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "http://auth.example,false", "http://127.0.0.1.evil.example,false", "http://localhost.example,false",
			"auth.example,false", "https://auth.example,true", "http://127.0.0.1:8081,true", "http://localhost,true",
			"http://[::1]:8081,true" })
	void refusesAnAddressThatOthersCouldListenAtInProductionAlone(String address, boolean right) {
		Map<String, Object> settings = Map.of("platform.https-in-production", "cinema.shop.key", "cinema.shop.key",
				address);

		assertThatCode(() -> check(settings)).doesNotThrowAnyException();
		if (right) {
			assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
		}
		else {
			assertThatExceptionOfType(RefusedSettingsException.class).isThrownBy(() -> check(settings, "production"))
				.withMessageContaining("cinema.shop.key has to begin with https://");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "cinema.shop.open-for=-1s", "cinema.shop.kye=x" })
	void namesAWrongValueWhateverElseIsWrong(String setting) {
		new ApplicationContextRunner().withUserConfiguration(Ours.class)
			.withConfiguration(AutoConfigurations.of(EarlySettings.class))
			.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(setting.substring(0, setting.indexOf('=')))
				.hasMessageNotContaining("nobody is there"));
	}

	private static void check(Map<String, Object> settings, String... profiles) {
		MockEnvironment environment = new MockEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
		environment.setActiveProfiles(profiles);
		new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
	}

	@ConfigurationPropertiesScan
	static class Ours {

		/** Something that connects when it is made. */
		@Bean
		Object database() {
			throw new IllegalStateException("nobody is there");
		}

	}

	/**
	 * What the shop reads.
	 *
	 * @param key opens the shop
	 * @param openFor how long
	 * @param prices of what
	 */
	@ConfigurationProperties(prefix = "cinema.shop", ignoreUnknownFields = false)
	record ShopProperties(@DefaultValue("none") String key, @DefaultValue("8h") Duration openFor,
			@DefaultValue Map<String, String> prices) {

		ShopProperties {
			Bounds.positive("cinema.shop.open-for", openFor);
		}

	}

}
