package cinema.auth.request;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom a limit counts as one. */
class CallerTests {

	@ParameterizedTest
	@CsvSource({ "203.0.113.7, 203.0.113.7", "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
			"2001:db8:1:2::ffff, 20010db800010002/64", "::ffff:203.0.113.7, 203.0.113.7", "fe80::1%eth0, fe80::1%eth0",
			"no:address, no:address", ":::::, :::::" })
	void countsAWholeNetworkOfIpv6AsOne(String address, String network) {
		assertThat(new Caller(address, "").network()).isEqualTo(network);
	}

}
