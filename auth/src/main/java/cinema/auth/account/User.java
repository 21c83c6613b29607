package cinema.auth.account;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import cinema.auth.field.Emails;
import cinema.auth.field.PhoneNumber;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A person with an account. */
@Entity
@Table(name = "users")
@NullUnmarked
public class User {

	@Id
	private UUID id;

	private String email;

	private String emailKey;

	private @Nullable String password;

	private @Nullable String firstName;

	private @Nullable String lastName;

	private @Nullable String phone;

	private @Nullable String confirmedPhone;

	private String timeZone;

	private String locale;

	@Column(name = "is_active")
	private boolean active = true;

	private boolean emailNotifications = true;

	private boolean emailConfirmed;

	private Instant createdAt;

	protected User() {
	}

	public User(String email, @Nullable String password, String timeZone, String locale, Instant createdAt) {
		this.id = UUID.randomUUID();
		this.email = Emails.written(email);
		this.emailKey = key(email);
		this.password = password;
		this.timeZone = timeZone;
		this.locale = locale;
		this.createdAt = createdAt;
	}

	/** Two spellings of one mailbox are one user. */
	public static String key(String email) {
		return Emails.key(email);
	}

	public void rename(@Nullable String firstName, @Nullable String lastName) {
		this.firstName = (firstName != null) ? firstName : this.firstName;
		this.lastName = (lastName != null) ? lastName : this.lastName;
	}

	/** What people say of themselves: what is null stays, an empty number is none. */
	public void change(@Nullable String firstName, @Nullable String lastName, @Nullable String timeZone,
			@Nullable String locale, @Nullable String phone, @Nullable Boolean emailNotifications) {
		rename(firstName, lastName);
		this.timeZone = (timeZone != null) ? timeZone : this.timeZone;
		this.locale = (locale != null) ? locale : this.locale;
		if (phone != null) {
			renumber(PhoneNumber.Check.e164(phone));
		}
		this.emailNotifications = (emailNotifications != null) ? emailNotifications : this.emailNotifications;
	}

	/** Another number has to be proven anew, also one that was before. */
	private void renumber(@Nullable String number) {
		if (!Objects.equals(number, this.phone)) {
			this.confirmedPhone = null;
		}
		this.phone = number;
	}

	public void changePassword(String encoded) {
		this.password = encoded;
	}

	/**
	 * Forgets what somebody has said and set who may have been somebody else than the
	 * owner of the address.
	 */
	public void handOver() {
		this.password = null;
		this.firstName = null;
		this.lastName = null;
		renumber(null);
	}

	/** Lets the user in, or not any more. */
	public void activate(boolean active) {
		this.active = active;
	}

	/** The address is proven to be the user's. */
	public void confirmEmail() {
		this.emailConfirmed = true;
	}

	public UUID id() {
		return this.id;
	}

	public String email() {
		return this.email;
	}

	public @Nullable String phone() {
		return this.phone;
	}

	/** Whether the number is proven to be theirs. */
	public boolean isPhoneConfirmed() {
		return this.phone != null && this.phone.equals(this.confirmedPhone);
	}

	public @Nullable String password() {
		return this.password;
	}

	public @Nullable String firstName() {
		return this.firstName;
	}

	public @Nullable String lastName() {
		return this.lastName;
	}

	public String timeZone() {
		return this.timeZone;
	}

	public String locale() {
		return this.locale;
	}

	public boolean isActive() {
		return this.active;
	}

	public boolean wantsEmail() {
		return this.emailNotifications;
	}

	public boolean isEmailConfirmed() {
		return this.emailConfirmed;
	}

}
