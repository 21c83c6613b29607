package cinema.platform;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeadTests extends ShopTest {

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/films", "/api/v1/films?x=1", "/api/v1/closed", "/offer?code=a", "/api/v1/away" })
	void answersAsGetDoesWithoutTheBody(String path) {
		HttpResponse<String> get = call("GET", path, "");
		HttpResponse<String> head = call("HEAD", path, "");

		assertThat(head.statusCode()).isEqualTo(get.statusCode());
		assertThat(head.body()).isEmpty();
		assertThat(head.headers().firstValue("Content-Type")).isEqualTo(get.headers().firstValue("Content-Type"));
	}

	@Test
	void doesNothing() {
		int sold = this.shop.sold.get();
		call("HEAD", "/offer?code=a", "");
		assertThat(this.shop.sold).hasValue(sold);

		call("GET", "/offer?code=a", "");
		assertThat(this.shop.sold).hasValue(sold + 1);
	}

}
