package cinema.auth.account;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/** The users. */
public interface UserRepository extends JpaRepository<User, UUID> {

	Optional<User> findByEmailKey(String emailKey);

}
