package cinema.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Resolves names to those of their addresses that may be dialled; what is resolved here
 * is what is dialled, so that no second answer can be another one.
 */
final class AllowedAddresses implements DnsResolver {

	private final InetAddressFilter filter;

	AllowedAddresses(InetAddressFilter filter) {
		this.filter = filter;
	}

	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] allowed = Stream.of(SystemDefaultDnsResolver.INSTANCE.resolve(host))
			.filter(this.filter::matches)
			.toArray(InetAddress[]::new);
		if (allowed.length == 0) {
			throw new UnknownHostException(host + " has no address that may be dialled");
		}
		return allowed;
	}

	@Override
	public String resolveCanonicalHostname(String host) throws UnknownHostException {
		return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
	}

}
