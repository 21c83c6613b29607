package cinema.auth.page;

import java.util.Arrays;
import java.util.List;

import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.util.Assert;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A text that comes more than once counts once when it is always the same, and is refused
 * otherwise. Spring would join the copies with commas.
 */
@Configuration(proxyBeanMethods = false)
class RepeatedParameters implements WebMvcConfigurer {

	@Override
	public void addFormatters(FormatterRegistry registry) {
		registry.addConverter(String[].class, String.class, RepeatedParameters::one);
	}

	private static String one(String[] copies) {
		List<String> different = Arrays.stream(copies).distinct().toList();
		Assert.isTrue(different.size() <= 1, "comes more than once");
		return different.isEmpty() ? "" : different.get(0);
	}

}
