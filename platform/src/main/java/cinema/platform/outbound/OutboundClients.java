package cinema.platform.outbound;

import java.time.Duration;
import java.util.List;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

import org.springframework.boot.http.client.InetAddressFilter;

/** Clients that follow nobody, try nothing twice and remember nothing of one another. */
public final class OutboundClients {

	private OutboundClients() {
	}

	/**
	 * Makes one.
	 * @param connect how long a connection may take
	 * @param read how long a service may be silent, and how long to wait for a connection
	 * @param perService so many connections to each
	 * @param altogether and so many to all of them
	 * @param neverDialled addresses and networks (CIDR) that no name leads to
	 */
	public static CloseableHttpClient client(Duration connect, Duration read, int perService, int altogether,
			List<String> neverDialled) {
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDefaultConnectionConfig(ConnectionConfig.custom()
					.setConnectTimeout(Timeout.of(connect))
					.setSocketTimeout(Timeout.of(read))
					.build())
				.setDnsResolver(new AllowedAddresses(InetAddressFilter.not(neverDialled.toArray(String[]::new))))
				.setMaxConnPerRoute(perService)
				.setMaxConnTotal(altogether)
				.build())
			.setDefaultRequestConfig(RequestConfig.custom()
				.setResponseTimeout(Timeout.of(read))
				.setConnectionRequestTimeout(Timeout.of(read))
				.build())
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.build();
	}

}
