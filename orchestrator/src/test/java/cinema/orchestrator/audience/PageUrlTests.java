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
	@CsvSource({ "http://auth/api/v1/users?is_active=True,?cursor=x,http://auth/api/v1/users?cursor=x",
			"http://auth/api/v1/users?is_active=True,more?cursor=x,http://auth/api/v1/more?cursor=x",
			"http://auth?a=1,?cursor=x,http://auth/?cursor=x",
			"http://auth?a=1,users?cursor=x,http://auth/users?cursor=x" })
	void resolvesItAgainstThePageItself(String page, String next, String url) {
		assertThat(PageUrl.next(page, next)).isEqualTo(url);
	}

	@ParameterizedTest
	@CsvSource({ "/api/v1/users/?cursor=x,http://auth/api/v1/users/?cursor=x", "?cursor=x,http://auth/u/?cursor=x",
			"http://auth/other?c=1,http://auth/other?c=1", "http://elsewhere/x,http://auth/x",
			"http://127.0.0.1:8081/u/?c=%20a#top,http://auth/u/?c=%20a", "//elsewhere:1/x?c=1,http://auth/x?c=1",
			"../v?c=1,http://auth/v?c=1", "w?c=1,http://auth/u/w?c=1" })
	void findsTheNextPage(String next, String url) {
		assertThat(PageUrl.next("http://auth/u/?page_size=500", next)).isEqualTo(url);
	}

}
