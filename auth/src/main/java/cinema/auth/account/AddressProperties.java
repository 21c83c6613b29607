package cinema.auth.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which e-mail addresses people may have.
 *
 * @param national whether the part before the @ may be of any script, for example
 * {@code müller@example.com}: only a mail server that offers SMTPUTF8 (RFC 6531) takes
 * letters to such an address
 */
@ConfigurationProperties(prefix = "cinema.address", ignoreUnknownFields = false)
record AddressProperties(@DefaultValue("false") boolean national) {
}
