package city.hotline.node.citizen;

import com.google.protobuf.Message;

/** Opens what is sealed, where it is to be shown. Thread-safe. */
public interface Opener {

  /**
   * A message to be shown.
   *
   * @param message with every citizen in it opened, or with the reason why he is withheld
   * @param complete whether asking again in a moment would show no more
   */
  record Opened<M extends Message>(M message, boolean complete) {}

  /** Opens every citizen in a message; reads the store where a key was not used lately. */
  <M extends Message> Opened<M> open(M message);

  /** Leaves everything as it is: where nothing is sealed. */
  Opener NOTHING_SEALED =
      new Opener() {
        @Override
        public <M extends Message> Opened<M> open(M message) {
          return new Opened<>(message, true);
        }
      };
}
