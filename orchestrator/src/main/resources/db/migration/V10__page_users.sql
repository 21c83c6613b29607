-- Whoever is erased is found in the pages by it.
create index mailing_page_users on mailing_page
    using gin (jsonb_path_query_array(receivers::jsonb, '$.receivers[*].userId'));
