package cinema.orchestrator.admin;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameTests {

	private static final Pattern USE = Pattern.compile("\\bframe\\.([a-zA-Z]+)");

	/** Also on pages that no test can show. */
	@Test
	void hasWhateverPagesAskItFor() throws IOException {
		Set<String> known = Stream.of(Frame.class.getMethods())
			.flatMap((method) -> Stream.of(method.getName(), property(method)))
			.collect(Collectors.toSet());
		try (Stream<Path> pages = Files.list(Path.of("src/main/resources/admin"))) {
			for (Path page : pages.filter(Files::isRegularFile).toList()) {
				Matcher use = USE.matcher(Files.readString(page));
				while (use.find()) {
					assertThat(known).as(page.toString()).contains(use.group(1));
				}
			}
		}
	}

	private static String property(Method method) {
		String name = method.getName().replaceFirst("^get", "");
		return name.isEmpty() ? "" : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
	}

}
