package cinema.auth.field;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

/** A number that exists, with its country: {@code +442079460958}; empty for none. */
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PhoneNumber.Check.class)
public @interface PhoneNumber {

	String message() default "has to be a phone number with its country, for example +442079460958";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Asks libphonenumber. */
	class Check implements ConstraintValidator<PhoneNumber, String> {

		@Override
		public boolean isValid(@Nullable String phone, ConstraintValidatorContext context) {
			return phone == null || phone.isEmpty() || e164(phone) != null;
		}

		/** The number as E.164 has it, or null when it is none. */
		public static @Nullable String e164(String phone) {
			if (!phone.matches("\\+[^\\x00-\\x1f\\x7f]{1,39}")) {
				return null;
			}
			try {
				PhoneNumberUtil util = PhoneNumberUtil.getInstance();
				Phonenumber.PhoneNumber number = util.parse(phone, null);
				return util.isValidNumber(number) ? util.format(number, PhoneNumberFormat.E164) : null;
			}
			catch (NumberParseException ex) {
				return null;
			}
		}

		/**
		 * Whether a number of E.164 takes messages at an ordinary price, as far as its
		 * plan tells: no landline, and nothing that its owner is paid for.
		 */
		public static boolean isMobile(String phone) {
			try {
				PhoneNumberUtil util = PhoneNumberUtil.getInstance();
				PhoneNumberType type = util.getNumberType(util.parse(phone, null));
				// In some countries, such as +1, both look alike.
				return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
			}
			catch (NumberParseException ex) {
				return false;
			}
		}

	}

}
