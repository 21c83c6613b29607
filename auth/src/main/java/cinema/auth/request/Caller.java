package cinema.auth.request;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a call comes from.
 *
 * @param address the network address; behind a proxy the one that the proxy tells, when
 * {@code server.forward-headers-strategy} says that it is to be believed
 * @param device the user agent as it calls itself, or an empty text
 */
public record Caller(String address, String device) {

	private static final int LONGEST = 200;

	/** What a provider gives to one customer of IPv6 (RFC 6177): 64 bits at least. */
	private static final int NETWORK_BYTES = 8;

	/**
	 * What limits are counted by: one customer of IPv6 has more addresses than anybody
	 * could count, so it is the first half of the address there.
	 */
	public String network() {
		if (!this.address.contains(":") || !this.address.matches("[0-9a-fA-F:.]{2,45}")) {
			return this.address;
		}
		try {
			// No name, so nobody is asked.
			byte[] bytes = InetAddress.getByName(this.address).getAddress();
			return (bytes.length > NETWORK_BYTES * 2 - 1) ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64"
					: InetAddress.getByAddress(bytes).getHostAddress();
		}
		catch (UnknownHostException ex) {
			return this.address;
		}
	}

	/** What the device is, in words of ours. */
	public String deviceName() {
		return DeviceName.of(this.device);
	}

	public static Caller of(HttpServletRequest request) {
		String agent = request.getHeader("User-Agent");
		String device = (agent != null) ? agent.replaceAll("[^\\x20-\\x7e]", "?").strip() : "";
		String address = request.getRemoteAddr();
		return new Caller((address != null) ? address.substring(0, Math.min(LONGEST, address.length())) : "",
				device.substring(0, Math.min(LONGEST, device.length())));
	}

}
