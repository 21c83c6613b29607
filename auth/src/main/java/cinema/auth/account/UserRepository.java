package cinema.auth.account;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The users. */
public interface UserRepository extends JpaRepository<User, UUID> {

	Optional<User> findByEmailKey(String emailKey);

	/** Until the transaction ends nobody else changes this user. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select u from User u where u.id = :id")
	Optional<User> lock(UUID id);

}
