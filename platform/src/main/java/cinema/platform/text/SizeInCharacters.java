package cinema.platform.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What {@link Size} means for a text. */
public final class SizeInCharacters implements ConstraintValidator<Size, String> {

	private int least;

	private int most;

	@Override
	public void initialize(Size size) {
		this.least = size.min();
		this.most = size.max();
	}

	@Override
	public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
		int count = (text != null) ? Characters.count(text) : this.least;
		return count >= this.least && count <= this.most;
	}

}
