/**
 * The work orders of one street or town as one state machine, composed of the steps order,
 * dispatch, handling and followup.
 *
 * <p>Here, because orders and the rates they are counted in change together, by one writer, in one
 * sequence.
 */
@NullMarked
package city.hotline.core.docket;

import org.jspecify.annotations.NullMarked;
