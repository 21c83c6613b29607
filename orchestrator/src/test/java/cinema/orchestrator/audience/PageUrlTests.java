package cinema.orchestrator.audience;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageUrlTests {

	@ParameterizedTest
	@CsvSource({ "http://auth/u/?page_size=5000,http://auth/u/?page_size=500",
			"http://auth/u/?a=1&page_size=5000&b=2,http://auth/u/?a=1&page_size=500&b=2",
			"http://auth/u/?page_size=20,http://auth/u/?page_size=20", "http://auth/u/,http://auth/u/?page_size=500",
			"http://auth/u/?page_size=0,http://auth/u/?page_size=500",
			"http://auth/u/?page_size=all,http://auth/u/?page_size=500",
			"http://auth/u/?a=1,http://auth/u/?a=1&page_size=500" })
	void asksForNoLargerPage(String url, String capped) {
		assertThat(PageUrl.capped(url, 500)).isEqualTo(capped);
	}

	@ParameterizedTest
	@CsvSource({ "/api/v1/users/?cursor=x,http://auth/api/v1/users/?cursor=x", "?cursor=x,http://auth/u/?cursor=x",
			"http://auth/other?c=1,http://auth/other?c=1", "http://elsewhere/x,http://elsewhere/x" })
	void findsTheNextPage(String next, String url) {
		assertThat(PageUrl.next("http://auth/u/?page_size=500", next)).isEqualTo(url);
	}

}
